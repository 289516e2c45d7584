package io.livegate.liveness.cue;

/**
 * One thing that a session shows over time, measured frame by frame and judged by nobody: what a
 * value means for the verdict is in the fusion, what follows from it in the policy.
 *
 * <p>One object for each session, not thread-safe. It keeps small arrays of its own between frames,
 * never the picture. A cue answers {@link Reading#NONE} rather than guess.
 */
public interface Cue {

  /**
   * Takes the session's next frame in.
   *
   * @return what this frame and those before it say
   * @throws io.livegate.model.runtime.InferenceException if a model of the cue fails on this frame
   */
  Reading observe(CueFrame frame);
}
