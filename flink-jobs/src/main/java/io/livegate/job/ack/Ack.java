package io.livegate.job.ack;

/**
 * A record of {@code livegate.acks}: the platform has carried an action out.
 *
 * @param about tenant and session with the action, see {@link ExpectedAck#about}; empty if the
 *     record cannot be used
 * @param carriedOutMillis epoch milliseconds: what the platform says, never after the broker had it
 */
public record Ack(String about, long carriedOutMillis) {

  static final Ack BAD = new Ack("", 0);

  boolean isBad() {
    return about.isEmpty();
  }
}
