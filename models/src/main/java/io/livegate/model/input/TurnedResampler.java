package io.livegate.model.input;

import io.livegate.image.Image;
import io.livegate.model.ModelCard.Border;
import io.livegate.model.ModelCard.Filter;
import io.livegate.model.Region;
import java.util.Arrays;

/**
 * Resamples a turned region: bilinear at each output pixel's centre; with the area filter and a
 * shrinking crop, the mean of n by n such samples, n the shrinking factor rounded up.
 */
final class TurnedResampler {

  /** More samples than this per axis change nothing visible and would let a huge crop stall. */
  private static final int MOST_SAMPLES = 8;

  private Region region = Region.upright(0, 0, 1, 1, Border.ZERO);
  private int samples = 1;
  private boolean inside;

  void prepare(Image image, Region turned, Filter filter, int width, int height) {
    region = turned;
    double shrink = Math.max(turned.width() / width, turned.height() / height);
    samples =
        filter == Filter.AREA
            ? (int) Math.max(1, Math.min(MOST_SAMPLES, Math.ceil(shrink - 1e-6)))
            : 1;
    inside =
        inside(image, 0, 0) && inside(image, 1, 0) && inside(image, 0, 1) && inside(image, 1, 1);
  }

  /** Whether a corner is so far inside that all its neighbours are in the picture. */
  private boolean inside(Image image, int s, int t) {
    double x = region.x() + s * region.ux() + t * region.vx();
    double y = region.y() + s * region.uy() + t * region.vy();
    return x >= 1 && y >= 1 && x <= image.width() - 1.5 && y <= image.height() - 1.5;
  }

  /** Row {@code y} as blue, green and red values one after the other, 0..255. */
  void row(Image image, int y, int width, int height, float[] out) {
    Arrays.fill(out, 0, 3 * width, 0f);
    double dx = region.ux() / width / samples;
    double dy = region.uy() / width / samples;
    float share = 1f / (samples * samples);
    for (int j = 0; j < samples; j++) {
      double t = (y + (j + 0.5) / samples) / height;
      // centres: half a sample in, and half a pixel from edge to pixel coordinates
      double px = region.x() + t * region.vx() + dx / 2 - 0.5;
      double py = region.y() + t * region.vy() + dy / 2 - 0.5;
      if (inside) {
        line(image, px, py, dx, dy, width, share, out);
      } else {
        borderLine(image, px, py, dx, dy, width, share, out);
      }
    }
  }

  private void line(
      Image image,
      double px,
      double py,
      double dx,
      double dy,
      int width,
      float share,
      float[] out) {
    byte[] bgr = image.bgr();
    int stride = 3 * image.width();
    for (int i = 0; i < width * samples; i++) {
      double x = px + i * dx;
      double y = py + i * dy;
      int x0 = (int) x;
      int y0 = (int) y;
      float fx = (float) (x - x0);
      float fy = (float) (y - y0);
      float d = fx * fy * share;
      float c = fy * share - d;
      float b = fx * share - d;
      float a = share - fx * share - c;
      int p = y0 * stride + 3 * x0;
      int q = p + stride;
      int o = i / samples;
      out[o] +=
          a * (bgr[p] & 255) + b * (bgr[p + 3] & 255) + c * (bgr[q] & 255) + d * (bgr[q + 3] & 255);
      out[width + o] +=
          a * (bgr[p + 1] & 255)
              + b * (bgr[p + 4] & 255)
              + c * (bgr[q + 1] & 255)
              + d * (bgr[q + 4] & 255);
      out[2 * width + o] +=
          a * (bgr[p + 2] & 255)
              + b * (bgr[p + 5] & 255)
              + c * (bgr[q + 2] & 255)
              + d * (bgr[q + 5] & 255);
    }
  }

  private void borderLine(
      Image image,
      double px,
      double py,
      double dx,
      double dy,
      int width,
      float share,
      float[] out) {
    for (int i = 0; i < width * samples; i++) {
      double x = px + i * dx;
      double y = py + i * dy;
      int x0 = (int) Math.floor(x);
      int y0 = (int) Math.floor(y);
      float fx = (float) (x - x0);
      float fy = (float) (y - y0);
      int o = i / samples;
      add(image, x0, y0, (1 - fx) * (1 - fy) * share, o, width, out);
      add(image, x0 + 1, y0, fx * (1 - fy) * share, o, width, out);
      add(image, x0, y0 + 1, (1 - fx) * fy * share, o, width, out);
      add(image, x0 + 1, y0 + 1, fx * fy * share, o, width, out);
    }
  }

  private void add(Image image, int x, int y, float weight, int o, int width, float[] out) {
    int column = Borders.resolve(x, image.width(), region.border());
    int row = Borders.resolve(y, image.height(), region.border());
    if (column < 0 || row < 0) {
      return;
    }
    int p = 3 * (row * image.width() + column);
    out[o] += weight * (image.bgr()[p] & 255);
    out[width + o] += weight * (image.bgr()[p + 1] & 255);
    out[2 * width + o] += weight * (image.bgr()[p + 2] & 255);
  }
}
