package io.livegate.ingest.source;

/**
 * Picks the frames of a video that are sent on, and gives them their media time. For each tick of
 * the wanted rate it is the first frame at or after it; of a video that is slower, every frame.
 */
final class FramePicker {

  /** Containers round to a millisecond: a frame that close before its tick is meant for it. */
  private static final long ROUNDING_MICROS = 1000;

  private final double perSecond;
  private final long minGapMicros;
  private final long ownGapMicros;
  private final boolean slower;
  private boolean begun;
  private long firstMicros;
  private long lastMicros;
  private long pickedMicros;
  private double nextTick;

  /**
   * @param perSecond wanted rate
   * @param ownRate the video's own rate, 0 when not known
   */
  FramePicker(double perSecond, double ownRate) {
    this.perSecond = perSecond;
    this.slower = ownRate > 0 && ownRate <= perSecond;
    this.minGapMicros = (long) (0.5e6 / perSecond);
    this.ownGapMicros = (long) (1e6 / (ownRate > 0 ? ownRate : 25));
  }

  /**
   * Asked once for each frame in its order.
   *
   * @param containerMicros the frame's time stamp, {@code Long.MIN_VALUE} when it has none
   * @return whether to send it; its time is then {@link #mediaMillis}
   */
  boolean pick(long containerMicros) {
    boolean first = !begun;
    if (first) {
      begun = true;
      firstMicros = containerMicros == Long.MIN_VALUE ? 0 : containerMicros;
    }
    long at =
        containerMicros == Long.MIN_VALUE
            ? lastMicros + (first ? 0 : ownGapMicros)
            : containerMicros - firstMicros;
    lastMicros = Math.max(lastMicros, at); // a hostile clock runs backwards
    boolean due =
        slower
            ? first || lastMicros - pickedMicros >= minGapMicros
            : lastMicros + ROUNDING_MICROS >= nextTick * 1e6 / perSecond;
    if (due) {
      pickedMicros = lastMicros;
      nextTick = Math.floor((lastMicros + ROUNDING_MICROS) * perSecond / 1e6) + 1;
    }
    return due;
  }

  /** Of the last frame asked about, from 0 at the first one; never decreasing. */
  long mediaMillis() {
    return Math.round(lastMicros / 1000.0);
  }
}
