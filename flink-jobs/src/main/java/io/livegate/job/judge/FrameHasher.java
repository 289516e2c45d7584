package io.livegate.job.judge;

import io.livegate.hash.FrameHash;
import io.livegate.image.Image;
import io.livegate.image.Pdq;
import io.livegate.image.WorkAreas;
import io.livegate.job.config.PipelineConfig;
import org.jspecify.annotations.Nullable;

/** Hashes the frames of one witness of a session, so many a second at most. */
final class FrameHasher {

  /** Frames come in steps, and a step early is nearer to what was asked than a step late. */
  private static final double SLACK = 0.2;

  private final boolean enabled;
  private final double gapMillis;
  private final WorkAreas<Pdq> hashes;
  private long hashedMillis = Long.MIN_VALUE;

  /**
   * @param hashes of all sessions
   */
  FrameHasher(PipelineConfig.Recurrence config, WorkAreas<Pdq> hashes) {
    this.hashes = hashes;
    enabled = config.enabled();
    gapMillis = 1000 / config.hashesPerSecond();
  }

  /** The hash, or null when none is due. */
  @Nullable FrameHash hash(Image image, long atMillis) {
    boolean due =
        hashedMillis == Long.MIN_VALUE || atMillis - hashedMillis >= gapMillis * (1 - SLACK);
    if (!enabled || !due) {
      return null;
    }
    hashedMillis = atMillis;
    return hashes.with(pdq -> pdq.hash(image));
  }
}
