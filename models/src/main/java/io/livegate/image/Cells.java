package io.livegate.image;

/**
 * A box of a picture divided into cells, whose luma is averaged a row at a time. What of the box
 * lies outside the picture is left out of the averages; an empty cell is 0.
 *
 * @param left of the box, pixels of the picture; with {@code top} may be outside
 * @param width cells
 * @param height cells
 */
record Cells(
    Image image,
    double left,
    double top,
    double boxWidth,
    double boxHeight,
    int width,
    int height) {

  /** Luma of a row of cells, 0..255 (Rec. 601), to an array from a place on. */
  void row(int y, float[] luma, int at) {
    int y0 = clamp(top + boxHeight * y / height, image.height());
    int y1 = Math.max(y0 + 1, clamp(top + boxHeight * (y + 1) / height, image.height()));
    for (int x = 0; x < width; x++) {
      int x0 = clamp(left + boxWidth * x / width, image.width());
      int x1 = Math.max(x0 + 1, clamp(left + boxWidth * (x + 1) / width, image.width()));
      boolean outside = x0 >= image.width() || y0 >= image.height();
      luma[at + x] = outside ? 0 : mean(image.bgr(), image.width(), x0, y0, x1, y1);
    }
  }

  private static float mean(byte[] bgr, int stride, int x0, int y0, int x1, int y1) {
    long blue = 0;
    long green = 0;
    long red = 0;
    for (int y = y0; y < y1; y++) {
      int at = (y * stride + x0) * 3;
      int rowBlue = 0; // no row is long enough for these to overflow
      int rowGreen = 0;
      int rowRed = 0;
      for (int x = x0; x < x1; x++) {
        rowBlue += bgr[at] & 0xff;
        rowGreen += bgr[at + 1] & 0xff;
        rowRed += bgr[at + 2] & 0xff;
        at += 3;
      }
      blue += rowBlue;
      green += rowGreen;
      red += rowRed;
    }
    int n = (x1 - x0) * (y1 - y0);
    return (0.114f * blue + 0.587f * green + 0.299f * red) / n;
  }

  private static int clamp(double value, int limit) {
    return Math.max(0, Math.min(limit, (int) Math.round(value)));
  }
}
