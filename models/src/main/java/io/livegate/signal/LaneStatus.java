package io.livegate.signal;

/**
 * Whether a lane answered. A rule reads whatever scores are there, so {@link #OK} may lack one that
 * this frame did not allow, and {@link #UNAVAILABLE} still carries those that need no model.
 */
public enum LaneStatus {
  OK,
  /** Not asked this time: the plan did not call for it. */
  NOT_DUE,
  /**
   * Asked, but the frame does not allow an answer (no face, too small, too dark); reasons say why.
   */
  NOT_JUDGED,
  /** The lane has no model in this deployment; the policy's {@code onUnavailable} applies. */
  UNAVAILABLE,
  /** The model failed or timed out on this frame. */
  FAILED
}
