package io.livegate.evaluate.stats;

/**
 * A closed interval, both ends in the unit of what it is about.
 *
 * @param low at most {@code high}
 */
public record Interval(double low, double high) {}
