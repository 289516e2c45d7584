package io.livegate.liveness.fuse;

import java.util.List;

/**
 * What a cue's value is worth: the logarithm of how many times more often a genuine face gives it
 * than an attack does (natural logarithm of the likelihood ratio). Linear between its points, flat
 * beyond them, and monotone, so that a value that looks more alive never counts less.
 *
 * @param values ascending, in the cue's unit
 * @param logRatios one for each value, all rising or all falling; positive speaks for genuine
 */
public record Curve(List<Double> values, List<Double> logRatios) {

  public Curve {
    values = List.copyOf(values);
    logRatios = List.copyOf(logRatios);
    if (values.isEmpty() || values.size() != logRatios.size()) {
      throw new IllegalArgumentException(
          "a curve needs as many values as log ratios, at least one: " + values + ", " + logRatios);
    }
    boolean falls = false;
    boolean rises = false;
    for (int i = 0; i < values.size(); i++) {
      if (!Double.isFinite(values.get(i)) || !Double.isFinite(logRatios.get(i))) {
        throw new IllegalArgumentException("a curve has finite points only: " + logRatios);
      }
      if (i > 0) {
        if (values.get(i) <= values.get(i - 1)) {
          throw new IllegalArgumentException("a curve's values must ascend: " + values);
        }
        rises |= logRatios.get(i) > logRatios.get(i - 1);
        falls |= logRatios.get(i) < logRatios.get(i - 1);
      }
    }
    if (rises && falls) {
      throw new IllegalArgumentException("a curve rises or falls, not both: " + logRatios);
    }
  }

  /** The same curve, but what speaks for genuine says nothing. */
  public Curve withoutExcuse() {
    return new Curve(values, logRatios.stream().map(ratio -> Math.min(0, ratio)).toList());
  }

  /** The same curve, but nothing speaks more strongly against a face than by {@code lowest}. */
  public Curve noLowerThan(double lowest) {
    return new Curve(values, logRatios.stream().map(ratio -> Math.max(lowest, ratio)).toList());
  }

  /** The log likelihood ratio of a value. */
  public double at(double value) {
    int last = values.size() - 1;
    if (value <= values.get(0)) {
      return logRatios.get(0);
    }
    for (int i = 1; i <= last; i++) {
      double right = values.get(i);
      if (value <= right) {
        double left = values.get(i - 1);
        double share = (value - left) / (right - left);
        return logRatios.get(i - 1) + share * (logRatios.get(i) - logRatios.get(i - 1));
      }
    }
    return logRatios.get(last);
  }
}
