package io.livegate.policy.challenge;

import io.livegate.policy.KnownSignals;

/**
 * What one judged frame shows of a task; NaN where it was not measured.
 *
 * @param atMillis the session's time
 * @param faces how many were found; NaN when nobody looked
 * @param share width of the judged face / width of the frame, 0..1
 * @param yaw degrees the face is turned towards the picture's right edge
 * @param pitch degrees the face looks up
 * @param covered how much of a face just seen is hidden, 0..1
 * @param redness chromaticity of the middle of the face, 0..1
 * @param blueness the same, 0..1
 * @param blinks counted so far in the session
 * @param live how much it looks like a live person, 0..1
 * @param genuine the same by now, all cues together, 0..1
 * @param still seconds the face has not moved of itself
 * @param again seconds of movement that this session showed before
 * @param elsewhere seconds of movement that another session showed before
 * @param flicker depth of bands of brightness that roll over the picture, per cent
 * @param cadence share of the frames that are stamped as no camera does, 0..1
 */
public record Sample(
    long atMillis,
    double faces,
    double share,
    double yaw,
    double pitch,
    double covered,
    double redness,
    double blueness,
    double blinks,
    double live,
    double genuine,
    double still,
    double again,
    double elsewhere,
    double flicker,
    double cadence) {

  /**
   * @param scores by place in {@link KnownSignals#all()}
   */
  public static Sample of(long atMillis, double[] scores) {
    return new Sample(
        atMillis,
        scores[Places.COUNT],
        scores[Places.SHARE],
        scores[Places.YAW],
        scores[Places.PITCH],
        scores[Places.COVERED],
        scores[Places.REDNESS],
        scores[Places.BLUENESS],
        scores[Places.BLINKS],
        scores[Places.LIVE],
        scores[Places.GENUINE],
        scores[Places.STILL],
        scores[Places.LOOP],
        scores[Places.SEEN_BEFORE],
        scores[Places.FLICKER],
        scores[Places.CADENCE]);
  }

  boolean hasFace() {
    return faces >= 1;
  }

  private static final class Places {
    static final int COUNT = KnownSignals.indexOf("face.count");
    static final int SHARE = KnownSignals.indexOf("face.share");
    static final int YAW = KnownSignals.indexOf("face.yaw");
    static final int PITCH = KnownSignals.indexOf("face.pitch");
    static final int COVERED = KnownSignals.indexOf("face.covered");
    static final int REDNESS = KnownSignals.indexOf("face.redness");
    static final int BLUENESS = KnownSignals.indexOf("face.blueness");
    static final int BLINKS = KnownSignals.indexOf("liveness.blinks");
    static final int LIVE = KnownSignals.indexOf("liveness.live");
    static final int GENUINE = KnownSignals.indexOf("liveness.genuine");
    static final int STILL = KnownSignals.indexOf("liveness.still");
    static final int LOOP = KnownSignals.indexOf("liveness.loop");
    static final int SEEN_BEFORE = KnownSignals.indexOf("liveness.seenBefore");
    static final int FLICKER = KnownSignals.indexOf("liveness.flicker");
    static final int CADENCE = KnownSignals.indexOf("liveness.cadence");
  }
}
