package io.livegate.policy.standing;

import org.jspecify.annotations.Nullable;

/**
 * What a human found about an action, of their own accord or on appeal.
 *
 * @param action id of the action's event
 * @param device as the event named it
 * @param by who, pseudonymous
 * @param atMillis when, epoch milliseconds
 * @param permanent of {@link Outcome#UPHELD}: that the device is to be banned without end
 * @param origin the record it came with; each has one of its own
 */
public record Review(
    String action,
    String tenant,
    String session,
    @Nullable String device,
    Outcome outcome,
    String by,
    long atMillis,
    @Nullable String note,
    boolean permanent,
    String origin) {

  /** What it says of the action. */
  public enum Outcome {
    UPHELD,
    /** Final: nothing brings the action back. */
    OVERTURNED
  }

  /** What became of it. */
  public enum Result {
    /** The action stands otherwise than before. */
    APPLIED,
    /** It said again what was known, or came after the action had been overturned. */
    UNCHANGED,
    /** A permanent ban waits for a second reviewer. */
    PENDING,
    /** There is no such action of this device, or not any more. */
    UNKNOWN
  }
}
