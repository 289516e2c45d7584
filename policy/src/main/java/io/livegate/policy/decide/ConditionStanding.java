package io.livegate.policy.decide;

import io.livegate.policy.Condition;

/**
 * How near a condition is to holding.
 *
 * @param hits in its window
 * @param samples in its window
 * @param spanMillis from the first to the last of the hits
 * @param newestScore of the newest sample; NaN when there is none
 * @param holds whether it does
 */
public record ConditionStanding(
    Condition condition,
    int hits,
    int samples,
    long spanMillis,
    double newestScore,
    boolean holds) {

  /** 0 to 1: the smaller of its shares of the hits and of the span that it needs. */
  public double nearness() {
    double near = Math.min(1, hits / (double) condition.hits());
    long spanning = condition.spanning().toMillis();
    return spanning == 0 ? near : Math.min(near, spanMillis / (double) spanning);
  }
}
