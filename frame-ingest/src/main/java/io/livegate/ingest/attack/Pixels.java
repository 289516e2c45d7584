package io.livegate.ingest.attack;

import io.livegate.image.Image;

/** Arithmetic on blue, green, red bytes. */
final class Pixels {

  private Pixels() {}

  static byte clamp(double value) {
    return (byte) Math.max(0, Math.min(255, (int) (value + 0.5)));
  }

  /** The value between the four pixels around a point; pixel centres at .5, borders repeated. */
  static void sample(Image image, double x, double y, double[] bgr) {
    double fx = Math.max(0, Math.min(image.width() - 1.0, x - 0.5));
    double fy = Math.max(0, Math.min(image.height() - 1.0, y - 0.5));
    int x0 = (int) fx;
    int y0 = (int) fy;
    double ax = fx - x0;
    double ay = fy - y0;
    int right = x0 + 1 < image.width() ? 3 : 0;
    int down = y0 + 1 < image.height() ? image.width() * 3 : 0;
    byte[] pixels = image.bgr();
    int at = (y0 * image.width() + x0) * 3;
    for (int c = 0; c < 3; c++, at++) {
      double top = (pixels[at] & 255) * (1 - ax) + (pixels[at + right] & 255) * ax;
      double bottom = (pixels[at + down] & 255) * (1 - ax) + (pixels[at + down + right] & 255) * ax;
      bgr[c] = top * (1 - ay) + bottom * ay;
    }
  }

  /** {@code value * gain + noise * sigma}. */
  static Image expose(Image image, double gain, double sigma, Noise noise) {
    byte[] from = image.bgr();
    byte[] to = new byte[image.width() * image.height() * 3];
    int row = image.width() * 3;
    for (int i = 0; i < to.length; i++) {
      if (i % row == 0) {
        noise.nextRow();
      }
      to[i] = clamp((from[i] & 255) * gain + noise.next() * sigma);
    }
    return new Image(image.width(), image.height(), to, 1);
  }
}
