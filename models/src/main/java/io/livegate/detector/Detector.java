package io.livegate.detector;

import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.ModelStamp;
import java.util.List;

/**
 * A lane's engine: holds the models, is shared by all sessions of the JVM and is safe to call from
 * several threads.
 *
 * <p>Every implementation passes {@code DetectorContract} (test jar): it answers every image, an
 * empty or one-pixel one included, with an entry of its own lane and scores in their documented
 * ranges; it gives the same answer for the same frames; sessions do not influence each other; it
 * keeps no reference to an image beyond the call except small thumbnails of its own.
 */
public interface Detector extends AutoCloseable {

  Lane lane();

  /** What it runs; empty when it runs without a model. */
  List<ModelStamp> models();

  /**
   * The models of the lane that are not there, each with the message that lists where it was looked
   * for; empty when complete. A lane with a missing model answers {@code UNAVAILABLE} for what
   * depends on it and is announced at start.
   */
  List<String> unavailable();

  /** What it goes on without, each with the message that says why; empty when complete. */
  default List<String> leftOut() {
    return List.of();
  }

  /** A judge for one session; cheap, holds the session's short memory, not thread-safe. */
  SessionJudge openSession();

  @Override
  void close();

  /** Judges the frames of one session in their order. */
  interface SessionJudge {

    /**
     * Sees a frame that the lane need not answer, because it answered a moment ago: for what only
     * neighbouring frames show. Cheap; does nothing unless a lane needs it.
     */
    default void glance(FrameView frame) {}

    /**
     * @return the lane's entry; never null
     * @throws io.livegate.model.runtime.InferenceException if the model fails on this frame; the
     *     caller records {@code FAILED} and goes on
     */
    LaneSignal judge(FrameView frame);
  }
}
