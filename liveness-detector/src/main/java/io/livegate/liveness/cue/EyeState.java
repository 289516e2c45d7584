package io.livegate.liveness.cue;

import io.livegate.image.Image;
import io.livegate.model.CropRule;
import io.livegate.model.ModelCard;
import io.livegate.model.Region;
import io.livegate.model.decode.Scores;
import io.livegate.model.runtime.ImageModel;

/** The cheap look at two eyes: a tiny network that sees each eye alone (OCEC). */
final class EyeState {

  static final String CARD = "ocec-p";

  /**
   * Width of an eye between its corners, in parts of the eyes' distance and of the distance from
   * eyes to mouth: MediaPipe's canonical face, 2.6 cm of 6.3 and of 7.0. Of the two the larger
   * counts, since turning the head shortens the one and nodding the other.
   */
  private static final double OF_EYE_DISTANCE = 0.41;

  private static final double OF_EYES_TO_MOUTH = 0.37;

  private final ImageModel model;
  private final CropRule rule;
  private final double aspect;

  EyeState(CueModels models) {
    model = models.get(CARD);
    ModelCard card = model.card();
    rule = CropRule.of(card);
    aspect = (double) card.input().width() / card.input().height();
  }

  /**
   * @param at the face's points, its eyes apart
   * @return 0 both shut .. 1 both open
   */
  double open(Image image, FacePoints at) {
    double width =
        Math.max(OF_EYE_DISTANCE * at.eyeDistance(), OF_EYES_TO_MOUTH * at.eyesToMouth());
    double halfX = width / 2 * (at.x(1) - at.x(0)) / at.eyeDistance();
    double halfY = width / 2 * (at.y(1) - at.y(0)) / at.eyeDistance();
    return (open(image, at.x(0), at.y(0), halfX, halfY)
            + open(image, at.x(1), at.y(1), halfX, halfY))
        / 2;
  }

  private double open(Image image, double x, double y, double halfX, double halfY) {
    Region eye = rule.eye(x - halfX, y - halfY, x + halfX, y + halfY, aspect);
    return Scores.of(model.card(), model.runRegionFirst(image, eye), "open", "closed");
  }
}
