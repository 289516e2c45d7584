package io.livegate.liveness.cue;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.ModelCard.Border;
import io.livegate.model.Region;
import io.livegate.model.decode.Scores;
import io.livegate.model.runtime.ImageModel;
import java.util.List;
import java.util.Map;

/**
 * Two second opinions that fail on different things, multiplied: the face flag of a landmark model,
 * which animals, toys and patterns do not pass (Kartynnik et al., Real-time Facial Surface
 * Geometry, 2019: the flag was trained to tell a face crop from a bad one); and the drawing labels
 * of a picture classifier, asked of the face's own crop, not of the whole picture: a cartoon before
 * a real room does not pass then, and a person before a drawn background does.
 *
 * <p>A painting, a statue or a rendered face true to life passes.
 */
final class DrawingLook implements FaceLook {

  /** The card of a classifier with labels for drawings. */
  static final String PICTURE = "nsfw-mobilenet-v2";

  /** The card of a landmark model whose second output is its face flag, a log-odds. */
  static final String LANDMARKS = "facemesh-v1";

  /** The landmark model denies real faces narrower than this when they are compressed hard ... */
  private static final double MIN_FLAG_PIXELS = 60;

  /**
   * ... and wider ones in a blurred picture: of 238 looks at people in generated videos below this
   * 39 were denied, of 1279 above it 9. The dogs and animated animals held here begin at 99.
   */
  private static final double MIN_FLAG_SHARPNESS = 40;

  /** Side of the crop that is asked for a drawing, in sides of the face. */
  private static final double CROP = 1.6;

  private static final List<String> DRAWN = List.of("drawing", "hentai");

  /**
   * Even odds of the two opinions. Of 957 frames and portraits of people one has more than 0.013 of
   * the drawing labels; all 53 cartoon-filtered portraits have, and all frames of an animated
   * figure. Of 1222 people 99 % have a flag above -1, of 15 animals, toys and patterns none; the
   * few are turned away or small, which are not asked (docs/content.md).
   */
  private static final double DRAWN_MIDDLE = -4.3;

  private static final double FLAG_MIDDLE = 1;

  /** How fast the opinions turn, per unit of the labels' log-odds and of the flag. */
  private static final double DRAWN_SLOPE = 2;

  private static final double FLAG_SLOPE = 0.5;

  private final ImageModel picture;
  private final ImageModel landmarks;

  DrawingLook(CueModels models) {
    picture = models.get(PICTURE);
    landmarks = models.get(LANDMARKS);
  }

  @Override
  public boolean sees(Image image, Face face) {
    Region crop = crop(image, face);
    return crop.width() >= HumanFace.MIN_FACE_PIXELS && crop.height() >= HumanFace.MIN_FACE_PIXELS;
  }

  @Override
  public double human(Image image, Face face, double sharpness) {
    double drawn = drawn(image, crop(image, face));
    double human = 1 - rising(DRAWN_SLOPE, logOdds(drawn) - DRAWN_MIDDLE);
    if (face.width() >= MIN_FLAG_PIXELS
        && sharpness >= MIN_FLAG_SHARPNESS
        && landmarks.accepts(face)) {
      human *= rising(FLAG_SLOPE, flag(image, face) - FLAG_MIDDLE);
    }
    return human;
  }

  private static Region crop(Image image, Face face) {
    double side = CROP * Math.max(face.width(), face.height());
    double left = Math.max(0, face.x() + (face.width() - side) / 2);
    double top = Math.max(0, face.y() + (face.height() - side) / 2);
    double right = Math.min(image.width(), face.x() + (face.width() + side) / 2);
    double bottom = Math.min(image.height(), face.y() + (face.height() + side) / 2);
    return Region.upright(
        left, top, Math.max(0, right - left), Math.max(0, bottom - top), Border.SHIFT);
  }

  private double drawn(Image image, Region crop) {
    Map<String, float[]> outputs = picture.runRegion(image, crop);
    Map<String, Double> labels = Scores.of(picture.card(), output(picture, outputs, 0));
    return DRAWN.stream().mapToDouble(label -> labels.getOrDefault(label, 0.0)).sum();
  }

  private double flag(Image image, Face face) {
    return output(landmarks, landmarks.runAll(image, face), 1)[0];
  }

  private static float[] output(ImageModel model, Map<String, float[]> outputs, int place) {
    float[] output = outputs.get(model.card().output().names().get(place));
    if (output == null) {
      throw new IllegalStateException("outputs were compared with the card at load");
    }
    return output;
  }

  private static double logOdds(double p) {
    double inside = Math.max(1e-6, Math.min(1 - 1e-6, p));
    return Math.log(inside / (1 - inside));
  }

  private static double rising(double slope, double x) {
    return 1 / (1 + Math.exp(-slope * x));
  }
}
