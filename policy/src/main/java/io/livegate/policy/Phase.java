package io.livegate.policy;

/** When in a session's life a rule is looked at. */
public enum Phase {
  GATE,
  ADMITTED,
  /** After admission, while another face is judged than the one that was let in. */
  RECHECK,
  ANY
}
