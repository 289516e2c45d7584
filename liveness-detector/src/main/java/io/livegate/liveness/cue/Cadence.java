package io.livegate.liveness.cue;

import io.livegate.frame.CaptureTimes;
import java.util.Arrays;

/**
 * Frames stamped as no camera takes them. A camera has a clock: it takes a frame at each beat, or
 * leaves beats out (frames lost on the way, fewer frames in bad light), and no two frames are
 * nearer than it can expose and read one out. Software that feeds pictures in bunches, catches up,
 * or makes its stamps up has frames nearer than that, and no beat.
 *
 * <p>Value: share of the intervals of the last five seconds that are too short, not counting one,
 * 0..1; 0 where the others keep a beat, for a busy machine stamps single frames late. Absent
 * without {@value #FEWEST} intervals: a source that does not say when it took its frames is not
 * judged. The intervals are those of the source's own clock ({@code lg-intervals}); two demands are
 * made together because each has honest exceptions. A recorded screen has no beat, and neither has
 * a camera whose exposure is changing, but their frames are never that near.
 */
public final class Cadence implements Cue {

  /** With fewer intervals a share says little: half a second of most cameras. */
  static final int FEWEST = 12;

  /** A frame is too near to the one before in a fraction of the mean interval ... */
  static final double NEAR = 0.25;

  /**
   * ... which is never held to be longer than at the highest rate of live video, 120 a second ...
   */
  static final double LONGEST_NEAR_MILLIS = 1000.0 / 120;

  /** ... nor shorter than in slow motion, 240 a second. */
  static final double SHORTEST_NEAR_MILLIS = 1000.0 / 240;

  /** What rounding to a millisecond may take off an interval. */
  private static final double ROUNDING_MILLIS = 0.5;

  /**
   * How far an interval may be from a multiple of the beat, as a share of it. Intervals without a
   * beat are 0.25 away on average; those of a camera with stamps that err by 3 ms at 30 frames a
   * second 0.1.
   */
  static final double OFF_BEAT = 0.15;

  /** Beats are tried in steps of this factor. */
  private static final double STEP = 1.015;

  @Override
  public Reading observe(CueFrame frame) {
    return observe(frame.captures());
  }

  Reading observe(CaptureTimes captures) {
    int[] millis = captures.millis();
    if (millis.length < FEWEST) {
      return Reading.NONE;
    }
    double mean = Arrays.stream(millis).sum() / (double) millis.length;
    double near = Math.min(LONGEST_NEAR_MILLIS, Math.max(SHORTEST_NEAR_MILLIS, mean * NEAR));
    long tooNear = Arrays.stream(millis).filter(i -> i + ROUNDING_MILLIS < near).count();
    if (tooNear < 2 || keepsABeat(millis)) {
      return Reading.of(0);
    }
    return Reading.of((tooNear - 1.0) / millis.length);
  }

  /** Whether most intervals are multiples of one. */
  private static boolean keepsABeat(int[] millis) {
    int[] sorted = millis.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    double longest = Math.max(median * 1.3, 50);
    double first = Math.max(LONGEST_NEAR_MILLIS, median * NEAR);
    for (double beat = first; beat <= longest; beat *= STEP) {
      int off = 0;
      for (int interval : millis) {
        double beats = interval / beat;
        off += Math.abs(beats - Math.max(1, Math.rint(beats))) > OFF_BEAT ? 1 : 0;
      }
      if (2 * off <= millis.length) {
        return true;
      }
    }
    return false;
  }
}
