package io.livegate.job.io;

import org.jspecify.annotations.Nullable;

/**
 * A record on its way out. Signals and events take the same way, so that a session's signals and
 * the events that follow from them become visible in one transaction.
 *
 * @param target which topic
 * @param key {@code tenant/session}: keeps a session's records in their order; of a switch: its key
 * @param value JSON, UTF-8; null takes a switch back
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OutputRecord(Target target, String key, byte @Nullable [] value) {

  /** Where it goes. */
  public enum Target {
    SIGNALS,
    EVENTS,
    /** What the breaker publishes; not in the transaction of a session's records. */
    POLICIES
  }
}
