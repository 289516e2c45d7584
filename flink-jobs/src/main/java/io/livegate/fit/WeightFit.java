package io.livegate.fit;

import java.util.List;

/**
 * How much each calibrated cue adds to the others: logistic regression on their log likelihood
 * ratios with weights that are never negative (a cue that looks more alive may not count against
 * somebody) and are drawn towards 0 (a cue that adds nothing is left out).
 *
 * <p>Projected gradient descent on a convex loss; the classes weigh the same.
 */
final class WeightFit {

  /** Of the weights' squares: a prior of about one unit each on some dozens of clips. */
  private static final double RIDGE = 0.02;

  private static final int STEPS = 4_000;
  private static final double RATE = 0.1;

  private WeightFit() {}

  /**
   * A stretch of one clip.
   *
   * @param ratios of each cue, mean over the stretch, 0 where it said nothing
   * @param weight share of its clip
   */
  record Stretch(double[] ratios, boolean genuine, double weight) {}

  /**
   * @param offset log odds added to the weighted sum
   */
  record Weights(double[] each, double offset) {}

  static Weights of(List<Stretch> stretches, int cues) {
    double genuine = weight(stretches, true);
    double attack = weight(stretches, false);
    double[] weights = new double[cues];
    double offset = 0;
    double[] slope = new double[cues];
    for (int step = 0; step < STEPS; step++) {
      double slopeOfOffset = 0;
      for (int k = 0; k < cues; k++) {
        slope[k] = RIDGE * weights[k];
      }
      for (Stretch stretch : stretches) {
        double sum = offset;
        for (int k = 0; k < cues; k++) {
          sum += weights[k] * stretch.ratios()[k];
        }
        double error = 1 / (1 + Math.exp(-sum)) - (stretch.genuine() ? 1 : 0);
        error *= stretch.weight() / (stretch.genuine() ? genuine : attack) / 2;
        slopeOfOffset += error;
        for (int k = 0; k < cues; k++) {
          slope[k] += error * stretch.ratios()[k];
        }
      }
      offset -= RATE * slopeOfOffset;
      for (int k = 0; k < cues; k++) {
        weights[k] = Math.max(0, weights[k] - RATE * slope[k]);
      }
    }
    return new Weights(weights, offset);
  }

  private static double weight(List<Stretch> stretches, boolean genuine) {
    return stretches.stream()
        .filter(s -> s.genuine() == genuine)
        .mapToDouble(Stretch::weight)
        .sum();
  }
}
