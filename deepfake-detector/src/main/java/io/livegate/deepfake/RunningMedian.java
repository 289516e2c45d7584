package io.livegate.deepfake;

import java.util.ArrayDeque;
import java.util.Deque;

/** The median of the newest values: a single bad frame does not move it. */
final class RunningMedian {

  private final int most;
  private final Deque<Double> newest = new ArrayDeque<>();

  RunningMedian(int most) {
    this.most = most;
  }

  /** Takes a value in; NaN is passed over. */
  void add(double value) {
    if (!Double.isNaN(value)) {
      newest.addLast(value);
      if (newest.size() > most) {
        newest.removeFirst();
      }
    }
  }

  int count() {
    return newest.size();
  }

  /** NaN while there is none. */
  double value() {
    double[] sorted = newest.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
