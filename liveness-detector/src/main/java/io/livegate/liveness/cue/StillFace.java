package io.livegate.liveness.cue;

import io.livegate.frame.Face;
import io.livegate.signal.ReasonCode;

/**
 * How long the face has shown no motion of its own, although the picture around it or the camera
 * may move: a held-up portrait is carried, tilted and bent, but keeps its expression and its
 * flatness.
 *
 * <p>Time counts as far as it could have shown something: in full while the face moves visibly, by
 * a quarter while it hardly moves (people sit still for seconds), not at all while the face cannot
 * be followed. Any motion of its own ends the run, and so does time in which nobody looked closely:
 * who sat still for a second is not held for a picture half a minute later.
 */
public final class StillFace implements Cue {

  private static final double LEAST_RATE = 0.25;

  /** Motion at which half of the rest of the time counts, pixels. */
  private static final double HALF_MOTION = 0.4;

  private double seconds;
  private long countedMillis;
  private int track = -1;

  /** Seconds since the face last moved of itself, 0 as long as nothing is measured. */
  @Override
  public Reading observe(CueFrame frame) {
    Face face = frame.face();
    if (face == null) {
      return Reading.NONE;
    }
    if (face.track() != track) {
      track = face.track();
      seconds = 0;
      countedMillis = frame.atMillis();
    } else if (frame.atMillis() - countedMillis > MotionWindow.MILLIS) {
      seconds = 0;
    }
    MotionSample sample = frame.motion();
    if (sample != null) {
      long since = Math.max(countedMillis, sample.sinceMillis());
      seconds =
          sample.ownMotion() ? 0 : seconds + rate(sample) * (sample.atMillis() - since) / 1000;
      countedMillis = sample.atMillis();
    }
    return new Reading(seconds, 1, seconds >= 1 ? ReasonCode.STATIC : null);
  }

  private static double rate(MotionSample sample) {
    double energy = sample.telling() * sample.telling();
    double visible = energy / (energy + HALF_MOTION * HALF_MOTION);
    return LEAST_RATE + (1 - LEAST_RATE) * visible;
  }
}
