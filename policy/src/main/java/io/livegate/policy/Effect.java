package io.livegate.policy;

import java.util.Locale;

/**
 * What a rule asks the platform to do, in order of severity: at one moment the most severe of the
 * satisfied rules wins.
 */
public enum Effect {
  /** Let the session through the gate. */
  ADMIT,
  /** Tell the person what to mend: light, distance, camera. */
  COACH,
  /** Give the person a short task that a recording cannot do. */
  CHALLENGE,
  /** Ask a human. */
  REVIEW,
  /** Tell the person that this is not allowed. */
  WARN,
  /** Blur the picture for the others. */
  BLUR,
  /** Do not let the session through the gate: retryable, no strike. */
  REFUSE,
  /** End an admitted session. */
  DISCONNECT,
  /** Keep the device out until the ban expires. */
  BAN;

  /** The name in policies and cases: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Nothing but counting happens to the session afterwards. */
  public boolean isTerminal() {
    return this == REFUSE || this == DISCONNECT || this == BAN;
  }

  /** Whether it takes something from the person; such a rule must rest on persistent evidence. */
  public boolean isRestrictive() {
    return compareTo(WARN) >= 0;
  }

  /**
   * Whether what a receiver's camera saw may count for it. A receiver can frame a victim, so its
   * view may only bring a human or a hint, never a decision.
   */
  public boolean acceptsReceiver() {
    return this == COACH || this == CHALLENGE || this == REVIEW;
  }
}
