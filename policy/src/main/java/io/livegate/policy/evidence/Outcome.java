package io.livegate.policy.evidence;

import java.util.Locale;

/** The state of a session at its end, in rising precedence: the highest one reached stands. */
public enum Outcome {
  UNDECIDED,
  ADMITTED,
  REVIEW,
  REFUSED,
  DISCONNECTED,
  BANNED;

  /** The name in summaries: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
