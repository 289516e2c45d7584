package io.livegate.image;

import java.util.function.IntFunction;

/**
 * A small grey picture for cues that compare frames: luma as the mean of blue, green and red
 * weighted by Rec. 601, 0..255.
 *
 * @param width pixels
 * @param height pixels
 * @param luma {@code width * height} values, rows top to bottom
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
public record GreyImage(int width, int height, float[] luma) {

  /** The whole picture averaged down (never up) to at most {@code maxWidth} pixels wide. */
  public static GreyImage of(Image image, int maxWidth) {
    return of(image, maxWidth, float[]::new);
  }

  /**
   * The same in an array of the caller's.
   *
   * @param arrays gives one of exactly so many values
   */
  public static GreyImage of(Image image, int maxWidth, IntFunction<float[]> arrays) {
    int width = Math.min(maxWidth, image.width());
    int height = Math.max(1, Math.round((float) image.height() * width / image.width()));
    return of(
        new Cells(image, 0, 0, image.width(), image.height(), width, height),
        arrays.apply(width * height));
  }

  /**
   * A box of the picture averaged to exactly {@code width x height}; parts of the box outside the
   * picture are left out of the averages, an empty cell is 0.
   */
  public static GreyImage of(
      Image image,
      double left,
      double top,
      double boxWidth,
      double boxHeight,
      int width,
      int height) {
    return of(
        new Cells(image, left, top, boxWidth, boxHeight, width, height), new float[width * height]);
  }

  private static GreyImage of(Cells cells, float[] luma) {
    for (int y = 0; y < cells.height(); y++) {
      cells.row(y, luma, y * cells.width());
    }
    return new GreyImage(cells.width(), cells.height(), luma);
  }

  /** This picture averaged to exactly {@code width x height} cells, each of at least one pixel. */
  public GreyImage shrunk(int width, int height) {
    float[] cells = new float[width * height];
    for (int y = 0; y < height; y++) {
      int y0 = Math.min(this.height - 1, y * this.height / height);
      int y1 = Math.max(y0 + 1, (y + 1) * this.height / height);
      for (int x = 0; x < width; x++) {
        int x0 = Math.min(this.width - 1, x * this.width / width);
        int x1 = Math.max(x0 + 1, (x + 1) * this.width / width);
        float sum = 0;
        for (int yy = y0; yy < y1; yy++) {
          for (int xx = x0; xx < x1; xx++) {
            sum += luma[yy * this.width + xx];
          }
        }
        cells[y * width + x] = sum / ((x1 - x0) * (y1 - y0));
      }
    }
    return new GreyImage(width, height, cells);
  }

  /** Mean luma, 0..255. */
  public double mean() {
    double sum = 0;
    for (float v : luma) {
      sum += v;
    }
    return sum / luma.length;
  }

  /** Standard deviation of the luma, 0..127.5. */
  public double deviation() {
    double mean = mean();
    double sum = 0;
    for (float v : luma) {
      sum += (v - mean) * (v - mean);
    }
    return Math.sqrt(sum / luma.length);
  }

  /** Mean absolute difference, 0..255; infinite when the sizes differ. */
  public double difference(GreyImage other) {
    if (width != other.width || height != other.height) {
      return Double.POSITIVE_INFINITY;
    }
    double sum = 0;
    for (int i = 0; i < luma.length; i++) {
      sum += Math.abs(luma[i] - other.luma[i]);
    }
    return sum / luma.length;
  }

  /**
   * Variance of the 4-neighbour Laplacian, a measure of sharpness (Pech-Pacheco et al., ICPR 2000);
   * 0 for a picture under 3x3.
   */
  public double laplacianVariance() {
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int i = y * width + x;
        double v = 4 * luma[i] - luma[i - 1] - luma[i + 1] - luma[i - width] - luma[i + width];
        sum += v;
        squares += v * v;
        n++;
      }
    }
    return n == 0 ? 0 : squares / n - (sum / n) * (sum / n);
  }
}
