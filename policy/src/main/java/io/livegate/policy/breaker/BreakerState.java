package io.livegate.policy.breaker;

/** What the breaker remembers of one tenant, or of all together; a Flink POJO. */
public class BreakerState {

  /** Parts the window is kept in. */
  static final int PARTS = 6;

  private static final int TOLLS = Toll.values().length;

  /** Number of the newest part since the epoch. */
  public long part;

  /** {@code counts[i * 3 + toll]}: in the i-th newest part. */
  public int[] counts = new int[PARTS * TOLLS];

  /** By toll: decisions before the window, old ones fading. */
  public double[] usual = new double[TOLLS];

  /** When it last asked for a switch; 0 = never, or it was answered. */
  public long askedMillis;

  /** Since when it has been usual again while tripped; 0 = it is not. */
  public long calmSinceMillis;

  public BreakerState() {}

  int inWindow(Toll toll) {
    int sum = 0;
    for (int i = 0; i < PARTS; i++) {
      sum += counts[i * TOLLS + toll.ordinal()];
    }
    return sum;
  }
}
