package io.livegate.policy.evidence;

/**
 * What the samples of a condition say at one moment.
 *
 * @param hits among the samples in the window
 * @param samples in the window
 * @param firstMillis time of the oldest hit counted
 * @param lastMillis time of the newest hit
 * @param newestScore the score of the newest sample
 */
public record Tally(int hits, int samples, long firstMillis, long lastMillis, double newestScore) {}
