package io.livegate.liveness.cue;

import io.livegate.frame.Face;
import io.livegate.model.decode.Scores;
import io.livegate.model.runtime.ImageModel;

/**
 * Whether the face is before the camera itself and not on paper, a screen or a mask, 0..1: the
 * presentation-attack model trained for Livegate (folder {@code training/}), on statistics of what
 * MiniFASNet's convolutions see (Silent-Face-Anti-Spoofing, Minivision, 2020).
 *
 * <p>Asked twice a second; the answer stands until the next. Faces narrower than those it was
 * trained on, and those the finder is unsure of, say nothing.
 */
public final class OwnPad implements Cue {

  static final String CARD = "livegate-pad";

  private static final long EVERY_MILLIS = 450; // half a second, and frames come in steps

  /** Decoded pixels: about the narrowest it was trained on. */
  private static final double MIN_FACE_PIXELS = 40;

  private static final double MIN_CONFIDENCE = 0.8;

  private final ImageModel model;
  private long askedMillis = Long.MIN_VALUE;
  private Reading answer = Reading.NONE;

  OwnPad(CueModels models) {
    model = models.get(CARD);
  }

  @Override
  public Reading observe(CueFrame frame) {
    Face face = frame.face();
    if (face == null
        || face.width() < MIN_FACE_PIXELS
        || face.score() < MIN_CONFIDENCE
        || !model.accepts(face)) {
      return Reading.NONE;
    }
    boolean due = askedMillis == Long.MIN_VALUE || frame.atMillis() - askedMillis >= EVERY_MILLIS;
    if (due) {
      askedMillis = frame.atMillis();
      answer =
          Reading.of(Scores.of(model.card(), model.run(frame.image(), face), "live", "attack"));
    }
    return answer;
  }
}
