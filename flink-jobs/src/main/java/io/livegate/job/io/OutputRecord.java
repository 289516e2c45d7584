package io.livegate.job.io;

/**
 * A record on its way out. Signals and events take the same way, so that a session's signals and
 * the events that follow from them become visible in one transaction.
 *
 * @param target which topic
 * @param key {@code tenant/session}: keeps a session's records in their order
 * @param value JSON, UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record OutputRecord(Target target, String key, byte[] value) {

  /** Where it goes. */
  public enum Target {
    SIGNALS,
    EVENTS
  }
}
