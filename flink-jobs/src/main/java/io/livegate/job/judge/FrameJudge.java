package io.livegate.job.judge;

import io.livegate.frame.CaptureTimes;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.SessionKey;
import io.livegate.image.ImageRejectedException;
import io.livegate.job.config.JudgeSettings;
import io.livegate.job.metrics.StageTimes;
import io.livegate.job.swap.ModelPlan;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.Signals;
import java.util.List;

/**
 * Everything done to one frame in one worker call: header check, decoding, faces, lanes. Shared by
 * all workers of the JVM and thread-safe; it holds the models.
 */
public interface FrameJudge extends AutoCloseable {

  /** The short memory of one session; cheap to open, dropped without notice when it ends. */
  Session openSession(SessionKey key);

  /** Lanes without their model; empty when complete. Announced once at start. */
  List<LaneNotice> unavailable();

  /** How long its steps take; one that does not measure them says nothing. */
  default StageTimes times() {
    return new StageTimes();
  }

  /**
   * Lets these models answer for their lane from the next frame on. They are loaded before; those
   * that answered until now are let go when the last frame they are asked about is done.
   *
   * @return why they cannot, every problem, and nothing has changed; empty when they do
   */
  default List<String> follow(ModelPlan plan) {
    return List.of("this judge has no models to exchange");
  }

  /**
   * How far what a model says has moved from the reference of its card, for the tenant for whom it
   * has most: a population stability index, 0 while nothing is known.
   *
   * @param model its card's id
   */
  default double drift(String model) {
    return 0;
  }

  @Override
  void close();

  /** Judges the frames of one session in their order; never called by two threads at once. */
  interface Session {

    /**
     * Judges one frame. A model that fails costs its lane ({@code FAILED}), not the frame.
     *
     * @param frame header and bytes, valid during the call
     * @param atMillis the session's time axis, never decreasing
     * @return the record with every lane and {@link FrameCounts#ZERO}: the caller counts
     * @throws ImageRejectedException if the bytes are not an image this system decodes
     */
    Signals judge(EncodedFrame frame, long atMillis) throws ImageRejectedException;

    /** How closely to look from the next frame on; a judge without settings of its own does so. */
    default void follow(JudgeSettings settings) {}

    /** When the source took its last frames, up to the one judged next. */
    default void took(CaptureTimes captures) {}

    /**
     * The scene that the next frame shows, as counted by whoever looked at the frames in between;
     * under another number nobody is known to be who was there before.
     */
    default void scene(int number) {}
  }
}
