package io.livegate.liveness.cue;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Points before and after: {@code x0, y0, x1, y1, ...} each. */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
record Moves(float[] from, float[] to) {

  int size() {
    return from.length / 2;
  }

  /** Those whose number is accepted, in the same order. */
  Moves where(IntPredicate accepted) {
    float[] before = new float[from.length];
    float[] after = new float[from.length];
    int n = 0;
    for (int i = 0; i < size(); i++) {
      if (accepted.test(i)) {
        before[n] = from[2 * i];
        after[n++] = to[2 * i];
        before[n] = from[2 * i + 1];
        after[n++] = to[2 * i + 1];
      }
    }
    return new Moves(Arrays.copyOf(before, n), Arrays.copyOf(after, n));
  }

  /** The middle move, {@code {dx, dy}}, each the median of its axis. */
  double[] median() {
    return median(difference());
  }

  private float[] difference() {
    float[] moved = new float[from.length];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = to[i] - from[i];
    }
    return moved;
  }

  static double[] median(float[] vectors) {
    double[] x = new double[vectors.length / 2];
    double[] y = new double[vectors.length / 2];
    for (int i = 0; i < x.length; i++) {
      x[i] = vectors[2 * i];
      y[i] = vectors[2 * i + 1];
    }
    return new double[] {quantile(x, 0.5), quantile(y, 0.5)};
  }

  /** A quantile of the vectors' lengths. */
  static double length(float[] vectors, double quantile) {
    double[] lengths = new double[vectors.length / 2];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = Math.hypot(vectors[2 * i], vectors[2 * i + 1]);
    }
    return quantile(lengths, quantile);
  }

  private static double quantile(double[] values, double quantile) {
    Arrays.sort(values);
    double at = quantile * (values.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, values.length - 1);
    return values[below] + (at - below) * (values[above] - values[below]);
  }

  /** A quantile of how far the points moved apart from the middle move. */
  double spread(double quantile) {
    float[] moved = difference();
    double[] middle = median(moved);
    for (int i = 0; i < moved.length; i += 2) {
      moved[i] -= (float) middle[0];
      moved[i + 1] -= (float) middle[1];
    }
    return length(moved, quantile);
  }
}
