package io.livegate.liveness.cue;

import io.livegate.frame.Face;
import io.livegate.signal.ReasonCode;

/**
 * Whether what the finder took for a face is a human one, 0..1, asked twice a second.
 *
 * <p>A face that was found human for {@value #SETTLED_MILLIS} ms on end, {@value #SETTLED} times at
 * least, is the same one for as long as it is tracked: its answer then stands for {@value
 * #STANDS_MILLIS} ms at a time, for the models are the dearest of all that is asked about a person.
 *
 * <p>A face turned away is not judged: models deny real profiles.
 */
public final class HumanFace implements Cue {

  /** Below this {@link ReasonCode#NOT_HUMAN} is named. */
  static final double NAMED_BELOW = 0.25;

  private static final long EVERY_MILLIS = 450; // half a second, and frames come in steps

  private static final int SETTLED = 8;
  private static final long SETTLED_MILLIS = 7_500; // eight seconds, and a step early
  private static final long STANDS_MILLIS = 10_000;

  /** Surely human: even odds and better. */
  private static final double HUMAN_FROM = 0.5;

  /** Narrower faces (decoded pixels) say nothing. */
  static final double MIN_FACE_PIXELS = 32;

  private final FaceLook look;
  private long askedMillis = Long.MIN_VALUE;
  private Reading last = Reading.NONE;
  private long lastMillis;
  private int humanSoFar;
  private long humanSinceMillis;
  private int track = -1;

  HumanFace(FaceLook look) {
    this.look = look;
  }

  @Override
  public Reading observe(CueFrame frame) {
    Face face = frame.face();
    boolean due = askedMillis == Long.MIN_VALUE || frame.atMillis() - askedMillis >= EVERY_MILLIS;
    if (!due
        || face == null
        || face.width() < MIN_FACE_PIXELS
        || face.isTurnedAway()
        || !look.sees(frame.image(), face)) {
      return Reading.NONE;
    }
    askedMillis = frame.atMillis();
    if (face.track() != track) {
      track = face.track();
      humanSoFar = 0;
    }
    if (!isSettled() || askedMillis - lastMillis >= STANDS_MILLIS) {
      double human = look.human(frame.image(), face, frame.sharpness());
      last = new Reading(human, 1, human < NAMED_BELOW ? ReasonCode.NOT_HUMAN : null);
      lastMillis = askedMillis;
      humanSoFar = human >= HUMAN_FROM ? humanSoFar + 1 : 0;
      humanSinceMillis = humanSoFar == 1 ? askedMillis : humanSinceMillis;
    }
    return last;
  }

  private boolean isSettled() {
    return humanSoFar >= SETTLED && lastMillis - humanSinceMillis >= SETTLED_MILLIS;
  }
}
