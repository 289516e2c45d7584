package io.livegate.job.judge;

import io.livegate.image.GreyImage;
import io.livegate.image.ImageLimits;
import io.livegate.image.JpegGlance;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at frames that are not due, in a bounded share of one task's time. Not thread-safe.
 *
 * <p>What is judged anyway is not looked at twice for want of a glance.
 */
final class Glances {

  /** Of each second. */
  static final long A_TENTH = 100_000_000;

  /** Larger frames are not glanced at: that takes as long as judging a small one. */
  private static final ImageLimits GLANCED = new ImageLimits(1 << 20, 1920 * 1088, 1920);

  private final long mostNanos;
  private final LongSupplier clock;
  private long second;
  private long nanos;

  /**
   * @param mostNanos after so many nanoseconds of a second there are no more glances in it
   * @param clock milliseconds
   */
  Glances(long mostNanos, LongSupplier clock) {
    this.mostNanos = mostNanos;
    this.clock = clock;
  }

  /** The frame at a glance, or null: not there, no JPEG, too large, or no time is left. */
  @Nullable GreyImage of(byte @Nullable [] frame) {
    long now = clock.getAsLong() / 1000;
    if (now != second) {
      second = now;
      nanos = 0;
    }
    if (frame == null || nanos > mostNanos) {
      return null;
    }
    long start = System.nanoTime();
    GreyImage picture = JpegGlance.of(frame, GLANCED);
    nanos += System.nanoTime() - start;
    return picture;
  }
}
