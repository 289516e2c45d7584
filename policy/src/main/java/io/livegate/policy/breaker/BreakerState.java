package io.livegate.policy.breaker;

/** What the breaker remembers of one tenant, or of all together; a Flink POJO. */
public class BreakerState {

  /** Parts the window is kept in. */
  static final int PARTS = 6;

  private static final int OUTCOMES = CountedOutcome.values().length;

  /** Number of the newest part since the epoch. */
  public long part;

  /** {@code counts[i * 3 + outcome]}: in the i-th newest part. */
  public int[] counts = new int[PARTS * OUTCOMES];

  /** By outcome: decisions before the window, old ones fading. */
  public double[] usual = new double[OUTCOMES];

  /** When it last asked for a switch; 0 = never, or it was answered. */
  public long askedMillis;

  /** Since when it has been usual again while tripped; 0 = it is not. */
  public long calmSinceMillis;

  public BreakerState() {}

  int inWindow(CountedOutcome outcome) {
    int sum = 0;
    for (int i = 0; i < PARTS; i++) {
      sum += counts[i * OUTCOMES + outcome.ordinal()];
    }
    return sum;
  }
}
