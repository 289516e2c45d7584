package io.livegate.evaluate.count;

/**
 * One enforcement event of a session.
 *
 * @param type the last word of the event's type: admitted, refused, disconnected; with "on trial: "
 *     before it where nothing was done
 * @param atMillis media time
 * @param rule the policy rule that fired, empty if none
 * @param statement why, in words
 */
public record Happening(String type, long atMillis, String rule, String statement) {}
