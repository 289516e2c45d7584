package io.livegate.ingest.source;

/**
 * How stored pixels are to be shown: a turn by a multiple of 90 degrees, perhaps mirrored. A stored
 * pixel (x, y) is shown at (a x + c y, b x + d y), moved into the picture (ISO/IEC 14496-12,
 * 8.3.2).
 */
record DisplayMatrix(int a, int b, int c, int d) {

  static final DisplayMatrix UPRIGHT = new DisplayMatrix(1, 0, 0, 1);

  /**
   * Reads the matrix of a track header.
   *
   * @param fixed the nine numbers of a track header, the first two columns in 16.16
   * @return upright for a matrix that is no multiple of 90 degrees
   */
  static DisplayMatrix of(int[] fixed) {
    double size = Math.hypot(fixed[0], fixed[1]);
    if (size == 0) {
      return UPRIGHT;
    }
    DisplayMatrix matrix =
        new DisplayMatrix(
            (int) Math.round(fixed[0] / size),
            (int) Math.round(fixed[1] / size),
            (int) Math.round(fixed[3] / size),
            (int) Math.round(fixed[4] / size));
    boolean straight = matrix.b == 0 && matrix.c == 0 && Math.abs(matrix.a * matrix.d) == 1;
    boolean turned = matrix.a == 0 && matrix.d == 0 && Math.abs(matrix.b * matrix.c) == 1;
    return straight || turned ? matrix : UPRIGHT;
  }

  /** Whether width and height change places. */
  boolean swaps() {
    return a == 0;
  }

  /** Turns a picture of three bytes a pixel, rows without padding. */
  byte[] apply(byte[] bgr, int width, int height) {
    if (equals(UPRIGHT)) {
      return bgr;
    }
    int shownWidth = swaps() ? height : width;
    int shownHeight = swaps() ? width : height;
    int left = a + c < 0 ? shownWidth - 1 : 0;
    int top = b + d < 0 ? shownHeight - 1 : 0;
    byte[] shown = new byte[width * height * 3];
    int from = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int to = ((b * x + d * y + top) * shownWidth + a * x + c * y + left) * 3;
        shown[to] = bgr[from];
        shown[to + 1] = bgr[from + 1];
        shown[to + 2] = bgr[from + 2];
        from += 3;
      }
    }
    return shown;
  }
}
