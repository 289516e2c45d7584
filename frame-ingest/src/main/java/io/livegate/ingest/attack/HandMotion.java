package io.livegate.ingest.attack;

import java.util.Random;

/**
 * How a hand that holds something still moves it: slow sway, adjustments about once a second, and
 * the tremor of 4 to 12 Hz (Elble and Koller, Tremor, 1990), each a sinusoid of random phase.
 */
final class HandMotion {

  private static final int AXES = 6;
  private static final double[] WEIGHTS = {1, 0.4, 0.06};
  private static final double[] LOWEST_HERTZ = {0.15, 0.7, 4};
  private static final double[] HIGHEST_HERTZ = {0.5, 1.8, 12};

  private final double amplitude;
  private final double[] hertz = new double[AXES * WEIGHTS.length];
  private final double[] phase = new double[AXES * WEIGHTS.length];

  /**
   * @param amplitude of the sway, in picture widths; turns follow it
   */
  HandMotion(double amplitude, Random random) {
    this.amplitude = amplitude;
    for (int i = 0; i < hertz.length; i++) {
      int band = i % WEIGHTS.length;
      double span = HIGHEST_HERTZ[band] - LOWEST_HERTZ[band];
      hertz[i] = LOWEST_HERTZ[band] + random.nextDouble() * span;
      phase[i] = random.nextDouble() * 2 * Math.PI;
    }
  }

  Pose at(double seconds) {
    return new Pose(
        amplitude * wave(0, seconds),
        amplitude * wave(1, seconds),
        1 + amplitude * wave(2, seconds),
        3 * amplitude * wave(3, seconds),
        4 * amplitude * wave(4, seconds),
        amplitude * wave(5, seconds));
  }

  private double wave(int axis, double seconds) {
    double sum = 0;
    for (int band = 0; band < WEIGHTS.length; band++) {
      int i = axis * WEIGHTS.length + band;
      sum += WEIGHTS[band] * StrictMath.sin(2 * Math.PI * hertz[i] * seconds + phase[i]);
    }
    return sum;
  }
}
