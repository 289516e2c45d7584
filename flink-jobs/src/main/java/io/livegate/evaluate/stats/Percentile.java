package io.livegate.evaluate.stats;

import java.util.Arrays;

/** Percentiles of few values. */
public final class Percentile {

  private Percentile() {}

  /**
   * Linear between the two nearest values, as spreadsheets and NumPy do by default (type 7 of
   * Hyndman and Fan, 1996).
   *
   * @param share 0..1; 0.5 is the median
   * @return NaN without values
   */
  public static double of(double[] values, double share) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
