package io.livegate.liveness.cue;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.decode.Scores;
import io.livegate.model.runtime.ImageModel;

/**
 * The model trained for Livegate (folder {@code training/}): faces drawn, carved and rendered from
 * real ones, and things, against people. It finds fewer of them than {@link DrawingLook} and stands
 * in where the models of that one are not at hand.
 */
final class OwnLook implements FaceLook {

  /** The model's card. */
  static final String CARD = "livegate-human";

  private final ImageModel model;

  OwnLook(CueModels models) {
    model = models.get(CARD);
  }

  @Override
  public boolean sees(Image image, Face face) {
    return model.accepts(face);
  }

  @Override
  public double human(Image image, Face face, double sharpness) {
    return Scores.of(model.card(), model.run(image, face)).getOrDefault("human", 0.0);
  }
}
