package io.livegate.evaluate.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The trade between the two errors of a score as its threshold moves (detection error trade-off).
 *
 * @param points from "nobody passes" to "everybody passes"
 */
public record DetCurve(List<Point> points) {

  /**
   * What a threshold does.
   *
   * @param threshold what scores at least this passes
   * @param missed share of those that should pass and do not (BPCER)
   * @param passed share of those that should not pass and do (APCER)
   */
  public record Point(double threshold, double missed, double passed) {}

  public DetCurve {
    points = List.copyOf(points);
  }

  /**
   * @param wanted scores of those that should pass
   * @param unwanted scores of those that should not
   * @return without points when a class is empty
   */
  public static DetCurve of(double[] wanted, double[] unwanted) {
    if (wanted.length == 0 || unwanted.length == 0) {
      return new DetCurve(List.of());
    }
    TreeSet<Double> thresholds = new TreeSet<>();
    thresholds.add(Double.POSITIVE_INFINITY);
    for (double score : wanted) {
      thresholds.add(score);
    }
    for (double score : unwanted) {
      thresholds.add(score);
    }
    List<Point> points = new ArrayList<>();
    for (double threshold : thresholds.descendingSet()) {
      points.add(
          new Point(threshold, 1 - atLeast(wanted, threshold), atLeast(unwanted, threshold)));
    }
    return new DetCurve(points);
  }

  /** The error where both are most nearly equal, their mean there; NaN without points. */
  public double equalErrorRate() {
    double best = Double.NaN;
    double gap = Double.POSITIVE_INFINITY;
    for (Point point : points) {
      double here = Math.abs(point.missed - point.passed);
      if (here < gap) {
        gap = here;
        best = (point.missed + point.passed) / 2;
      }
    }
    return best;
  }

  private static double atLeast(double[] scores, double threshold) {
    int count = 0;
    for (double score : scores) {
      if (score >= threshold) {
        count++;
      }
    }
    return (double) count / scores.length;
  }
}
