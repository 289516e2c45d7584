package io.livegate.detector;

import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /**
   * The models it begins with. A session that is told others does without them; they are closed
   * with the detector at the latest.
   */
  default LaneModels own() {
    return LaneModels.NONE;
  }

  /**
   * What these models alone say of one frame: the scores of the lane's answer that come from its
   * models, under the same conditions, without anything a session showed before.
   *
   * @param models of this lane, open during the call
   * @throws io.livegate.model.runtime.InferenceException if a model fails on this frame
   * @throws IllegalArgumentException if a model's answer is not one that this lane can read
   */
  default LaneSignal alone(FrameView frame, LaneModels models) {
    throw new UnsupportedOperationException("lane " + lane().id() + " has no models to exchange");
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
     *
     * @return what the lane can say without its models; null for nothing
     */
    default @Nullable LaneSignal glance(FrameView frame) {
      return null;
    }

    /**
     * Answers with these models from the next frame on; what the session has shown so far stays.
     *
     * @param models of this lane, open while this session judges
     */
    default void use(LaneModels models) {}

    /**
     * @return the lane's entry; never null
     * @throws io.livegate.model.runtime.InferenceException if the model fails on this frame; the
     *     caller records {@code FAILED} and goes on
     */
    LaneSignal judge(FrameView frame);

    /**
     * Whether what was seen last is far from what any rule acts on, so that the next answer may
     * come later while nothing else happens. False where every answer counts.
     */
    default boolean isCalm() {
      return false;
    }
  }
}
