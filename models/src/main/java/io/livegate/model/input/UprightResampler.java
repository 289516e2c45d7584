package io.livegate.model.input;

import io.livegate.image.Image;
import io.livegate.model.ModelCard.Filter;
import io.livegate.model.Region;

/** Resamples an upright region: its source rows are the picture's. */
final class UprightResampler extends Resampler {

  /** Prepares for a region resampled to {@code width x height}. */
  void prepare(Image image, Region region, Filter filter, int width, int height) {
    fill(across, filter, width, region.x(), region.ux(), image.width(), region);
    fill(down, filter, height, region.y(), region.vy(), image.height(), region);
    start(width);
  }

  private static void fill(
      Taps taps, Filter filter, int count, double from, double length, int size, Region region) {
    switch (filter) {
      case BILINEAR -> taps.bilinear(count, from, length, size, region.border());
      case AREA -> taps.area(count, from, length, size, region.border());
      case BILINEAR_ALIGN_CORNERS -> taps.alignCorners(count, from, length, size, region.border());
    }
  }

  @Override
  void reduce(Image image, int sourceRow, int width, float[] out) {
    int base = sourceRow * image.width() * 3;
    if (across.pairs()) {
      pairs(image.bgr(), base, width, out);
    } else {
      runs(image.bgr(), base, width, out);
    }
  }

  private void pairs(byte[] bgr, int base, int width, float[] out) {
    int[] index = across.index();
    float[] weight = across.weight();
    for (int x = 0; x < width; x++) {
      int p = base + 3 * index[2 * x];
      int q = base + 3 * index[2 * x + 1];
      float a = weight[2 * x];
      float b = weight[2 * x + 1];
      out[x] = (bgr[p] & 255) * a + (bgr[q] & 255) * b;
      out[width + x] = (bgr[p + 1] & 255) * a + (bgr[q + 1] & 255) * b;
      out[2 * width + x] = (bgr[p + 2] & 255) * a + (bgr[q + 2] & 255) * b;
    }
  }

  private void runs(byte[] bgr, int base, int width, float[] out) {
    int[] start = across.start();
    int[] index = across.index();
    float[] weight = across.weight();
    for (int x = 0; x < width; x++) {
      float blue = 0;
      float green = 0;
      float red = 0;
      for (int tap = start[x]; tap < start[x + 1]; tap++) {
        int p = base + 3 * index[tap];
        float w = weight[tap];
        blue += (bgr[p] & 255) * w;
        green += (bgr[p + 1] & 255) * w;
        red += (bgr[p + 2] & 255) * w;
      }
      out[x] = blue;
      out[width + x] = green;
      out[2 * width + x] = red;
    }
  }
}
