package io.livegate.soak;

import java.util.List;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * A straight line through measurements, by ordinary least squares.
 *
 * @param mean in MiB
 * @param slope percent of the mean per hour
 * @param low end of the slope's 95 % interval. The interval takes measurements for independent of
 *     each other, which memory's are not quite: the true one is wider
 * @param high its other end
 * @param count of measurements
 */
record Trend(double mean, double slope, double low, double high, int count) {

  private static final double MEBIBYTE = 1 << 20;
  private static final double HOUR_MILLIS = 3_600_000;

  /** Where it was when. */
  record Point(long atMillis, long bytes) {}

  /**
   * @param points three or more, at different times, of something that is there
   * @throws IllegalStateException if there are fewer
   */
  static Trend of(List<Point> points) {
    if (points.size() < 3) {
      throw new IllegalStateException(
          "a trend needs 3 measurements and there are " + points.size() + ": soak for longer");
    }
    long begin = points.get(0).atMillis();
    SimpleRegression line = new SimpleRegression();
    double sum = 0;
    for (Point point : points) {
      line.addData((point.atMillis() - begin) / HOUR_MILLIS, point.bytes() / MEBIBYTE);
      sum += point.bytes() / MEBIBYTE;
    }
    double mean = sum / points.size();
    double slope = 100 * line.getSlope() / mean;
    double reach = 100 * line.getSlopeConfidenceInterval() / mean;
    return new Trend(mean, slope, slope - reach, slope + reach, points.size());
  }

  /** Whether it neither grows nor shrinks by more than so many percent an hour. */
  boolean isWithin(double percent) {
    return Math.abs(slope) <= percent;
  }
}
