package io.livegate.evaluate.count;

/**
 * How a case counts.
 *
 * @param refused a genuine person in its place would have been kept out
 * @param admitted an attack in its place would have come in
 * @param stopped it came in and was thrown out later
 * @param undecided the session ended before a decision, or waiting for a human's: non-response
 * @param assumed {@code refused} or {@code admitted} follows from being undecided for so long, not
 *     from a decision
 */
public record Ruling(
    boolean refused, boolean admitted, boolean stopped, boolean undecided, boolean assumed) {}
