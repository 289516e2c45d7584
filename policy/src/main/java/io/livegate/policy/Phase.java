package io.livegate.policy;

/** When in a session's life a rule is looked at. */
public enum Phase {
  GATE,
  ADMITTED,
  ANY
}
