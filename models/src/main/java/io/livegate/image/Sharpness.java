package io.livegate.image;

/**
 * How sharp a part of a picture is: the variance of the 4-neighbour Laplacian (Pech-Pacheco et al.,
 * ICPR 2000) of the part at a given size, which is never made as a whole.
 */
public final class Sharpness {

  private Sharpness() {}

  /**
   * The same as {@link GreyImage#laplacianVariance} of the box averaged to {@code width x height}
   * by {@link GreyImage#of(Image, double, double, double, double, int, int)}.
   *
   * @return 0 for a size under 3x3
   */
  public static double of(
      Image image,
      double left,
      double top,
      double boxWidth,
      double boxHeight,
      int width,
      int height) {
    Cells cells = new Cells(image, left, top, boxWidth, boxHeight, width, height);
    float[] above = new float[width];
    float[] here = new float[width];
    float[] below = new float[width];
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (int y = 0; y < height; y++) {
      float[] spare = above;
      above = here;
      here = below;
      below = spare;
      cells.row(y, below, 0);
      for (int x = 1; y > 1 && x < width - 1; x++) {
        double v = 4 * here[x] - here[x - 1] - here[x + 1] - above[x] - below[x];
        sum += v;
        squares += v * v;
        n++;
      }
    }
    return n == 0 ? 0 : squares / n - (sum / n) * (sum / n);
  }
}
