package io.livegate.liveness.cue;

import io.livegate.frame.Face;
import io.livegate.image.GreyImage;
import io.livegate.model.decode.Scores;
import io.livegate.model.runtime.ImageModel;

/**
 * Whether the face is before the camera itself and not on paper, a screen or a mask, 0..1: the
 * presentation-attack model trained for Livegate (folder {@code training/}), on statistics of what
 * MiniFASNet's convolutions see (Silent-Face-Anti-Spoofing, Minivision, 2020).
 *
 * <p>Asked twice a second, and of another face at once; the answer stands until the next. It says
 * nothing of what it did not learn from: faces narrower than that, those the finder is unsure of,
 * and pictures darker than {@link #MIN_BRIGHTNESS}. So the dark excuses nobody, for the score only
 * accuses, and accuses nobody.
 */
public final class OwnPad implements Cue {

  /** The model's card. */
  public static final String CARD = "livegate-pad";

  private static final long EVERY_MILLIS = 450; // half a second, and frames come in steps

  /** Decoded pixels: about the narrowest it was trained on. */
  private static final double MIN_FACE_PIXELS = 40;

  private static final double MIN_CONFIDENCE = 0.8;

  /**
   * Mean luma of the picture, 0..1. Of the people it learned from 3 in 100 are in darker pictures;
   * there its score of people falls to that of paper.
   */
  static final double MIN_BRIGHTNESS = 0.2;

  private final ImageModel model;
  private long askedMillis = Long.MIN_VALUE;
  private int askedTrack;
  private Reading answer = Reading.NONE;

  OwnPad(CueModels models) {
    model = models.get(CARD);
  }

  /** Whether the model has learned of too few pictures as dark to be asked about this one. */
  public static boolean isTooDark(GreyImage thumbnail) {
    return thumbnail.mean() < 255 * MIN_BRIGHTNESS;
  }

  @Override
  public Reading observe(CueFrame frame) {
    Face face = frame.face();
    if (face == null
        || face.width() < MIN_FACE_PIXELS
        || face.score() < MIN_CONFIDENCE
        || isTooDark(frame.thumbnail())
        || !model.accepts(face)) {
      return Reading.NONE;
    }
    boolean due =
        askedMillis == Long.MIN_VALUE
            || frame.atMillis() - askedMillis >= EVERY_MILLIS
            || face.track() != askedTrack;
    if (due) {
      askedMillis = frame.atMillis();
      askedTrack = face.track();
      answer =
          Reading.of(Scores.of(model.card(), model.run(frame.image(), face), "live", "attack"));
    }
    return answer;
  }
}
