package io.livegate.ingest.source;

import java.time.Duration;

/**
 * Spreads what arrives in lumps over the time it was recorded in: HLS brings seconds of video at
 * once, and judging them at once would show the system a frozen picture in between.
 */
final class Pacer {

  /** A time stamp further off than this is a new time line, not something to wait for. */
  private static final long MAX_AHEAD_NANOS = Duration.ofSeconds(30).toNanos();

  private static final long MAX_LATE_NANOS = Duration.ofSeconds(1).toNanos();

  private boolean anchored;
  private long offsetNanos;

  /**
   * How long to hold a picture back.
   *
   * @param mediaMicros its time stamp
   * @param nowNanos the time it was read
   */
  Duration ahead(long mediaMicros, long nowNanos) {
    long mediaNanos = mediaMicros * 1000;
    long ahead = mediaNanos + offsetNanos - nowNanos;
    if (!anchored || ahead > MAX_AHEAD_NANOS || ahead < -MAX_LATE_NANOS) {
      anchored = true;
      offsetNanos = nowNanos - mediaNanos;
      return Duration.ZERO;
    }
    return Duration.ofNanos(Math.max(0, ahead));
  }
}
