package io.livegate.bench.calls;

import io.livegate.image.Image;

/** A picture in another size, its shape kept: what does not fit is cut off on both sides. */
final class Cover {

  private Cover() {}

  static Image of(Image picture, int width, int height) {
    double scale = Math.min((double) picture.width() / width, (double) picture.height() / height);
    double left = (picture.width() - width * scale) / 2;
    double top = (picture.height() - height * scale) / 2;
    byte[] bgr = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      double fromY = within(top + (y + 0.5) * scale - 0.5, picture.height());
      for (int x = 0; x < width; x++) {
        double fromX = within(left + (x + 0.5) * scale - 0.5, picture.width());
        sample(picture, fromX, fromY, bgr, (y * width + x) * 3);
      }
    }
    return new Image(width, height, bgr, 1);
  }

  private static double within(double at, int size) {
    return Math.max(0, Math.min(at, size - 1));
  }

  /** Between the four nearest pixels. */
  private static void sample(Image picture, double x, double y, byte[] to, int at) {
    int left = (int) x;
    int top = (int) y;
    int right = Math.min(left + 1, picture.width() - 1);
    int bottom = Math.min(top + 1, picture.height() - 1);
    double across = x - left;
    double down = y - top;
    byte[] from = picture.bgr();
    int upper = top * picture.width();
    int lower = bottom * picture.width();
    for (int c = 0; c < 3; c++) {
      double above =
          (from[(upper + left) * 3 + c] & 255) * (1 - across)
              + (from[(upper + right) * 3 + c] & 255) * across;
      double below =
          (from[(lower + left) * 3 + c] & 255) * (1 - across)
              + (from[(lower + right) * 3 + c] & 255) * across;
      to[at + c] = (byte) Math.round(above * (1 - down) + below * down);
    }
  }
}
