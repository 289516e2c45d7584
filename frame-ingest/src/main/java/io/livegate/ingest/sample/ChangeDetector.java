package io.livegate.ingest.sample;

import io.livegate.image.GreyImage;
import org.jspecify.annotations.Nullable;

/**
 * Says whether the picture is another one than that which was judged last: the scene was cut, the
 * camera turned, something came before it. Not thread-safe.
 *
 * <p>Both pictures are averaged to a coarse grid, so that small movement hardly counts, and brought
 * to the same mean, so that a change of exposure does not; the mean absolute difference is compared
 * (pair-wise pixel comparison of Zhang, Kankanhalli and Smoliar, Automatic partitioning of
 * full-motion video, 1993).
 */
public final class ChangeDetector {

  /**
   * Luma steps (0..255); see docs/adr/0008-change-driven-sampling.md for how often what differs.
   */
  static final double CHANGED_FROM = 20;

  private static final int COLUMNS = 16;
  private static final int ROWS = 12;

  private float @Nullable [] judged;

  /** Notes the picture that is judged. */
  public void judged(GreyImage picture) {
    judged = grid(picture);
  }

  /** Whether there is a judged picture and this one differs from it. */
  public boolean isAnother(GreyImage picture) {
    return difference(picture) >= CHANGED_FROM;
  }

  /** 0..255; 0 while nothing was judged. */
  double difference(GreyImage picture) {
    if (judged == null) {
      return 0;
    }
    float[] now = grid(picture);
    double sum = 0;
    for (int i = 0; i < now.length; i++) {
      sum += Math.abs(now[i] - judged[i]);
    }
    return sum / now.length;
  }

  /** Means of the cells, less the mean of all. */
  private static float[] grid(GreyImage picture) {
    float[] grid = new float[COLUMNS * ROWS];
    float all = 0;
    for (int row = 0; row < ROWS; row++) {
      int top = row * picture.height() / ROWS;
      int bottom = Math.max(top + 1, (row + 1) * picture.height() / ROWS);
      for (int column = 0; column < COLUMNS; column++) {
        int left = column * picture.width() / COLUMNS;
        int right = Math.max(left + 1, (column + 1) * picture.width() / COLUMNS);
        float sum = 0;
        for (int y = top; y < bottom; y++) {
          for (int x = left; x < right; x++) {
            sum += picture.luma()[y * picture.width() + x];
          }
        }
        float mean = sum / ((bottom - top) * (right - left));
        grid[row * COLUMNS + column] = mean;
        all += mean / grid.length;
      }
    }
    for (int i = 0; i < grid.length; i++) {
      grid[i] -= all;
    }
    return grid;
  }
}
