package io.livegate.policy.evidence;

/** Where in its life a session stands. */
public enum Standing {
  GATE,
  ADMITTED,
  /** Refused, disconnected or banned: nothing more but counting. */
  OVER
}
