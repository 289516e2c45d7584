package io.livegate.model.input;

import io.livegate.image.Image;
import io.livegate.model.ModelCard.Filter;
import io.livegate.model.Region;
import java.util.Arrays;

/**
 * Resamples an upright region: first along each source row that is needed, then across rows. A row
 * shared by two neighbouring output rows is reduced once.
 */
final class UprightResampler {

  private final Taps across = new Taps();
  private final Taps down = new Taps();
  private float[][] rows = new float[2][0];
  private final int[] cached = {-1, -1};
  private int next;

  /** Prepares for a region resampled to {@code width x height}. */
  void prepare(Image image, Region region, Filter filter, int width, int height) {
    fill(across, filter, width, region.x(), region.ux(), image.width(), region);
    fill(down, filter, height, region.y(), region.vy(), image.height(), region);
    if (rows[0].length < 3 * width) {
      rows = new float[2][3 * width];
    }
    cached[0] = -1;
    cached[1] = -1;
  }

  private static void fill(
      Taps taps, Filter filter, int count, double from, double length, int size, Region region) {
    switch (filter) {
      case BILINEAR -> taps.bilinear(count, from, length, size, region.border());
      case AREA -> taps.area(count, from, length, size, region.border());
      case BILINEAR_ALIGN_CORNERS -> taps.alignCorners(count, from, length, size, region.border());
    }
  }

  /** Row {@code y} as blue, green and red values one after the other, 0..255. */
  void row(Image image, int y, int width, float[] out) {
    int first = down.start()[y];
    int end = down.start()[y + 1];
    float[] top = reduced(image, down.index()[first], width);
    float w0 = down.weight()[first];
    if (end - first == 2) {
      // both rows are in the two cache slots, so the first is not overwritten by the second
      float[] bottom = reduced(image, down.index()[first + 1], width);
      float w1 = down.weight()[first + 1];
      for (int i = 0; i < 3 * width; i++) {
        out[i] = top[i] * w0 + bottom[i] * w1;
      }
      return;
    }
    for (int i = 0; i < 3 * width; i++) {
      out[i] = top[i] * w0;
    }
    for (int tap = first + 1; tap < end; tap++) {
      float[] row = reduced(image, down.index()[tap], width);
      float w = down.weight()[tap];
      for (int i = 0; i < 3 * width; i++) {
        out[i] += row[i] * w;
      }
    }
  }

  private float[] reduced(Image image, int sourceRow, int width) {
    for (int slot = 0; slot < 2; slot++) {
      if (cached[slot] == sourceRow) {
        next = 1 - slot;
        return rows[slot];
      }
    }
    int slot = next;
    next = 1 - slot;
    cached[slot] = sourceRow;
    int base = sourceRow * image.width() * 3;
    if (across.pairs()) {
      pairs(image.bgr(), base, width, rows[slot]);
    } else {
      runs(image.bgr(), base, width, rows[slot]);
    }
    return rows[slot];
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
    Arrays.fill(out, 0, 3 * width, 0f);
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
