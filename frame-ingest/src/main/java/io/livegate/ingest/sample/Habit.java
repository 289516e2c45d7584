package io.livegate.ingest.sample;

/**
 * By how much a session's pictures habitually differ from one glance to the next, and so what is
 * more than that: somebody who keeps moving changes nothing by moving on. Not thread-safe; one
 * number.
 *
 * <p>The level is a running quantile, learned in steps of fixed size (stochastic approximation
 * after Robbins and Monro, 1951): one picture, however different, moves it by a tenth, and over
 * time nine in ten lie below it.
 */
final class Habit {

  /** Luma steps; below this it is noise, however quiet a session is. */
  private static final double NEVER_BELOW = 4;

  private static final double TIMES = 3;
  private static final double QUANTILE = 0.9;
  private static final double STEP = 0.1;
  private static final double LOWEST = NEVER_BELOW / TIMES;

  /** Of a session of which nothing is known: no habit. */
  private double level = Double.MAX_VALUE / TIMES;

  /**
   * Whether a difference is out of the habit; it is learned from in any case.
   *
   * @param most no habit excuses this much
   */
  boolean isBroken(double difference, double most) {
    double usual = Math.min(level, most / TIMES);
    double step = difference > usual ? STEP * QUANTILE : -STEP * (1 - QUANTILE);
    level = Math.max(LOWEST, usual * (1 + step));
    return difference >= TIMES * usual;
  }
}
