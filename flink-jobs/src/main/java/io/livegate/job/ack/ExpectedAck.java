package io.livegate.job.ack;

import io.livegate.frame.SessionKey;

/**
 * An action that the platform is to carry out and say so.
 *
 * @param about who it is about and its id, as a Flink key
 * @param bornMillis when the frame it rests on was appended, epoch milliseconds
 * @param decidedMillis when it was decided
 */
public record ExpectedAck(String about, long bornMillis, long decidedMillis) {

  /**
   * @param action id of the event
   */
  public static ExpectedAck of(SessionKey key, String action, long bornMillis, long decidedMillis) {
    return new ExpectedAck(about(key, action), bornMillis, decidedMillis);
  }

  /** Another tenant's action cannot be acknowledged: it is not the same action. */
  static String about(SessionKey key, String action) {
    return action + " " + key.asKey();
  }
}
