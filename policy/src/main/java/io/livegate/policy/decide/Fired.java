package io.livegate.policy.decide;

import io.livegate.policy.Condition;

/**
 * One condition that held when a decision was made.
 *
 * @param signal {@code lane.score}
 * @param comparison side of the threshold that was looked for
 * @param threshold in the signal's unit
 * @param value the newest score
 * @param hits samples on that side, of {@code samples} in the window
 * @param samples samples in the window
 * @param neededHits as the rule asks
 * @param of as the rule asks
 * @param firstMillis time of the oldest hit counted
 * @param lastMillis time of the newest hit
 */
public record Fired(
    String signal,
    Condition.Comparison comparison,
    double threshold,
    double value,
    int hits,
    int samples,
    int neededHits,
    int of,
    long firstMillis,
    long lastMillis) {}
