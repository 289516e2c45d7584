package io.livegate.policy;

/**
 * What it means for the gate that a lane's model is not there. It is asked when a session would
 * otherwise be admitted, and when the gate's time is up.
 */
public enum OnUnavailable {
  /** Decide without the lane: its conditions drop out of the rules that admit. */
  IGNORE,
  /** Keep the session at the gate and ask a human. */
  REVIEW,
  /** Admit nobody without the lane. */
  REFUSE
}
