package io.livegate.policy;

/** What happens to a session about which nothing is certain when the gate's time is up. */
public enum OnTimeout {
  REFUSE,
  /** Let it in; the rules for admitted sessions go on watching it. */
  ADMIT_WATCHED,
  /** Keep it at the gate and ask a human. */
  REVIEW
}
