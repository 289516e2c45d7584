package io.livegate.job.recur;

import io.livegate.hash.HashSeries;
import io.livegate.hash.SharedMotion;

/**
 * A supposition: a session shows what a track showed, so much earlier or later. It holds while the
 * two move alike.
 *
 * <p>Thresholds are from all pairs of the development clips at two remembered frames a second. The
 * same recording re-encoded at half the size has a correlation of 0.53 and more over 3 s in nine of
 * ten windows, cut by 2 % at each side 0.35 (0.5 over 8 s). Other moments of the same person in the
 * same place stay under 0.40 over 3 s and under 0.26 over 5 s; other people in the same room under
 * 0.1, at any offset.
 */
final class Alignment {

  /** Compared at a time: long enough to be sure, short enough to see where it ends. */
  private static final long WINDOW_MILLIS = 10_000;

  /** At a frame a second from both, the nearest frames are half a second apart. */
  private static final long TOLERANCE_MILLIS = 500;

  private static final int MIN_FRAMES = 6;

  /** Three seconds of two frames a second, with room for one that came late. */
  private static final long MIN_SPAN_MILLIS = 2_800;

  private static final long LONG_SPAN_MILLIS = 5_000;
  private static final double MIN_CORRELATION = 0.45;
  private static final double MIN_CORRELATION_LONG = 0.35;

  /** Below this nothing moves but noise: re-encoding a frame changes 2 to 8 bits. */
  static final double MIN_MOVEMENT = 6;

  /** Cut by 4 % at each side a picture differs in 80 bits; unrelated ones in 109 and more. */
  static final int MAX_DISTANCE = 90;

  private static final double WORTH_REFINING = 0.2;
  private static final long STEP_MILLIS = 100;
  private static final int STEPS = 3;

  final Track track;

  /** Time of the track less time of the session, for the same moment. */
  private long offsetMillis;

  private long sinceMillis = Long.MAX_VALUE;
  private double correlation;
  private int failures;

  Alignment(Track track, long offsetMillis) {
    this.track = track;
    this.offsetMillis = offsetMillis;
  }

  boolean isNear(Track other, long otherOffsetMillis) {
    return track == other
        && Math.abs(offsetMillis - otherOffsetMillis) <= STEPS * STEP_MILLIS + STEP_MILLIS;
  }

  /** Looks again, with the session's newest frames. */
  void update(HashSeries tail, long nowMillis) {
    SharedMotion best = compare(tail, nowMillis, offsetMillis);
    if (best.correlation() >= WORTH_REFINING) {
      long middle = offsetMillis;
      for (int step = -STEPS; step <= STEPS; step++) {
        SharedMotion other = compare(tail, nowMillis, middle + step * STEP_MILLIS);
        if (other.correlation() > best.correlation()) {
          best = other;
          offsetMillis = middle + step * STEP_MILLIS;
        }
      }
    }
    correlation = best.correlation();
    if (holds(best)) {
      sinceMillis = Math.min(sinceMillis, nowMillis - best.spanMillis());
      failures = 0;
    } else {
      sinceMillis = Long.MAX_VALUE;
      failures = correlation >= WORTH_REFINING ? 0 : failures + 1;
    }
  }

  private SharedMotion compare(HashSeries tail, long nowMillis, long offset) {
    long end = nowMillis + offset;
    return SharedMotion.of(
        track.frames,
        tail,
        new SharedMotion.Window(end - WINDOW_MILLIS, end, offset, TOLERANCE_MILLIS));
  }

  private static boolean holds(SharedMotion motion) {
    double needed =
        motion.spanMillis() >= LONG_SPAN_MILLIS ? MIN_CORRELATION_LONG : MIN_CORRELATION;
    return motion.frames() >= MIN_FRAMES
        && motion.spanMillis() >= MIN_SPAN_MILLIS
        && motion.movement() >= MIN_MOVEMENT
        && motion.otherMovement() >= MIN_MOVEMENT
        && motion.distance() <= MAX_DISTANCE
        && motion.correlation() >= needed;
  }

  /** For how long the two have moved alike, 0 when they do not now. */
  long heldMillis(long nowMillis) {
    return sinceMillis == Long.MAX_VALUE ? 0 : nowMillis - sinceMillis;
  }

  double correlation() {
    return correlation;
  }

  int failures() {
    return failures;
  }
}
