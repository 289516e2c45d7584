package io.livegate.liveness.cue;

import org.jspecify.annotations.Nullable;

/**
 * How long a face has stayed where it is and as it is, by the points that are followed on it. At a
 * low bit rate the encoder goes on mending a frozen picture for seconds, so that its pixels change;
 * nothing in it moves, and points are found again to a fraction of a pixel.
 */
final class Motionless {

  /**
   * Of a face {@link FaceMotion#FACE_PIXELS} wide; half the samples of frozen clips at 0.02 bits a
   * pixel stay under a quarter of these.
   */
  private static final double MAX_SHIFT = 1;

  private static final double MAX_CHANGE = 0.6;

  /** In a narrower face as much is less to see, and to be wrong about: no less than this share. */
  private static final double LEAST_SHARE = 0.7;

  /**
   * A coder mends a picture everywhere; where the cells on the face change by more than this many
   * times what others do, and by more than {@link #NOISE}, it is the face that stirs.
   */
  private static final double MOST_ON_FACE = 2;

  private static final double NOISE = 0.1;

  /** Samples in a row: one alone may be chance. */
  private static final int FEWEST = 2;

  private int samples;
  private long sinceMillis;
  private long lastMillis;

  /** The latest moment that the face has been seen to move since. */
  private long leftMillis = Long.MIN_VALUE;

  /**
   * Takes a frame in.
   *
   * @param sample how the face moved up to it; null where nothing is known
   * @return seconds since it last moved; 0 where nothing is known
   */
  double observe(@Nullable MotionSample sample) {
    if (sample == null) {
      return 0;
    }
    long since = sample.sinceMillis();
    boolean moved = moved(sample);
    leftMillis = moved ? since : leftMillis;
    // whoever sways comes back to where they were
    if (moved || since == leftMillis || stirs(sample.luma())) {
      samples = 0;
      return 0;
    }
    boolean goesOn = samples > 0 && since <= lastMillis;
    sinceMillis = goesOn ? Math.min(sinceMillis, since) : since;
    samples = goesOn ? samples + 1 : 1;
    lastMillis = sample.atMillis();
    return samples < FEWEST ? 0 : (lastMillis - sinceMillis) / 1000.0;
  }

  private static boolean moved(MotionSample sample) {
    double share = Math.max(LEAST_SHARE, sample.faceWidth() / FaceMotion.FACE_PIXELS);
    return sample.shift() > share * MAX_SHIFT || sample.change() > share * MAX_CHANGE;
  }

  private static boolean stirs(LumaChange luma) {
    return luma.onFace() > MOST_ON_FACE * luma.all() + NOISE; // false for NaN
  }
}
