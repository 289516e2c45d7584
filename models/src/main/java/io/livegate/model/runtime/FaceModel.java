package io.livegate.model.runtime;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.FaceDecoder;
import io.livegate.model.FaceDecoders;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.Fit;
import io.livegate.model.ModelCard.Input;
import io.livegate.model.ModelStore;
import io.livegate.model.ModelUnavailableException;
import io.livegate.model.input.Placement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A model that finds faces, with the decoder its card names. Thread-safe. */
public final class FaceModel implements AutoCloseable {

  /** Of two boxes overlapping more, the weaker is left out; what the known families use. */
  private static final float NMS_IOU = 0.3f;

  /** Of a side, pixels: a scale is a float. */
  private static final double ROUNDING = 1e-3;

  private final ImageModel model;
  private final FaceDecoder decoder;
  private final float minScore;

  private FaceModel(ImageModel model, FaceDecoder decoder, float minScore) {
    this.model = model;
    this.decoder = decoder;
    this.minScore = minScore;
  }

  /**
   * @throws ModelUnavailableException if its file is nowhere to be had
   * @throws IllegalArgumentException if the card's model finds no faces
   */
  public static FaceModel acquire(ModelCard card, ModelStore store)
      throws ModelUnavailableException {
    FaceDecoder decoder =
        FaceDecoders.of(card.output().decoder())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "card '%s' finds no faces: its decoder is '%s', not one of %s"
                            .formatted(card.id(), card.output().decoder(), FaceDecoders.names())));
    float minScore = (float) card.operatingPoints().get(0).threshold();
    return new FaceModel(ImageModel.acquire(card, store), decoder, minScore);
  }

  public ModelCard card() {
    return model.card();
  }

  /**
   * @return faces in pixels of the picture, largest first, without track
   * @throws InferenceException if the runtime fails
   */
  public List<Face> find(Image image) {
    return find(image, card().input());
  }

  /**
   * The same without the black below or beside the picture, where the model can do without: for a
   * picture of 16 to 9 with two fifths less work. Boxes come out half a hundredth of their width
   * elsewhere.
   *
   * @throws InferenceException if the runtime fails
   */
  public List<Face> findCheaply(Image image) {
    Input input = card().input();
    int step = decoder.step();
    if (step == 0 || input.fit() != Fit.LETTERBOX_TOP_LEFT || !model.takesSmaller()) {
      return find(image);
    }
    Placement whole = Placement.of(input, image.width(), image.height());
    Input smaller =
        sized(
            input,
            side(image.width() * (double) whole.scaleX(), step, input.width()),
            side(image.height() * (double) whole.scaleY(), step, input.height()));
    return find(image, smaller);
  }

  private List<Face> find(Image image, Input input) {
    List<Face> found =
        model.read(image, input, outputs -> decoder.decode(outputs, input, minScore));
    Placement placement = Placement.of(input, image.width(), image.height());
    List<Face> faces = new ArrayList<>();
    for (Face face : suppress(found)) {
      faces.add(placement.inPicture(face));
    }
    faces.sort(Comparator.comparingDouble(Face::area).reversed());
    return faces;
  }

  private static int side(double covered, int step, int most) {
    return Math.min(most, (int) Math.ceil((covered - ROUNDING) / step) * step);
  }

  private static Input sized(Input of, int width, int height) {
    return new Input(
        of.name(),
        of.type(),
        of.layout(),
        of.colour(),
        width,
        height,
        of.scale(),
        of.mean(),
        of.filter(),
        of.fit(),
        of.leastLuma(),
        of.greyGains());
  }

  /** Greedy: the best face stays, what overlaps it too much goes. */
  private static List<Face> suppress(List<Face> found) {
    List<Face> byScore = new ArrayList<>(found);
    byScore.sort(Comparator.comparingDouble(Face::score).reversed());
    List<Face> kept = new ArrayList<>();
    for (Face face : byScore) {
      if (kept.stream().noneMatch(better -> better.iou(face) > NMS_IOU)) {
        kept.add(face);
      }
    }
    return kept;
  }

  @Override
  public void close() {
    model.close();
  }
}
