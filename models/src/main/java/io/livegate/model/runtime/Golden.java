package io.livegate.model.runtime;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.CropRule;
import io.livegate.model.GoldenVector;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.CropKind;
import io.livegate.model.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A model's answer to one drawn picture, by which it is known again: a wrong order of colours, a
 * forgotten scale, another crop or another file answer otherwise.
 */
public final class Golden {

  private static final int SIZE = 256;
  private static final int VALUES = 8;
  private static final double WITHIN = 0.001;

  /** Somewhere in the picture and a little aslant, so that no crop is the whole of it. */
  private static final Face FACE =
      new Face(
          80, 60, 90, 110, 0.9f, new float[] {104, 105, 145, 100, 127, 125, 111, 149, 144, 145}, 0);

  private Golden() {}

  /**
   * What the model answers.
   *
   * @throws InferenceException if it cannot
   */
  public static GoldenVector of(ImageModel model) {
    Map<String, float[]> outputs = model.runRegion(picture(), region(model.card()));
    List<Float> all = new ArrayList<>();
    for (String name : model.card().output().names()) {
      for (float value : outputs.getOrDefault(name, new float[0])) {
        all.add(value);
      }
    }
    List<Double> values = new ArrayList<>();
    int many = Math.min(VALUES, all.size());
    for (int i = 0; i < many; i++) {
      float value = all.get((int) ((long) i * (all.size() - 1) / Math.max(1, many - 1)));
      values.add(Math.round(value * 1e5) / 1e5);
    }
    double largest = values.stream().mapToDouble(Math::abs).max().orElse(0);
    return new GoldenVector(values, Math.max(1, Math.ceil(largest)) * WITHIN);
  }

  /**
   * How an answer differs from what the card says.
   *
   * @return empty if it does not, or the card says nothing
   */
  public static Optional<String> difference(ModelCard card, GoldenVector answer) {
    GoldenVector known = card.golden();
    if (known == null) {
      return Optional.empty();
    }
    if (known.values().size() != answer.values().size()) {
      return Optional.of(
          "it gives %d golden values and the card has %d"
              .formatted(answer.values().size(), known.values().size()));
    }
    for (int i = 0; i < known.values().size(); i++) {
      if (!(Math.abs(known.values().get(i) - answer.values().get(i)) <= known.within())) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "golden value %d is %.5f, and the card says %.5f within %s: another file, colour"
                    + " order, scale, crop or runtime than the card was written for",
                i + 1,
                answer.values().get(i),
                known.values().get(i),
                known.within()));
      }
    }
    return Optional.empty();
  }

  private static Region region(ModelCard card) {
    CropRule rule = CropRule.of(card);
    if (card.crop().kind() == CropKind.EYE) {
      double aspect = (double) card.input().width() / card.input().height();
      return rule.eye(92, 107, 117, 103, aspect);
    }
    return rule.region(picture(), FACE);
  }

  /** Three colours that change differently along both axes, and discs with sharp edges. */
  private static Image picture() {
    byte[] bgr = new byte[SIZE * SIZE * 3];
    for (int y = 0, at = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        boolean disc = (x - 125) * (x - 125) + (y - 115) * (y - 115) < 60 * 60;
        boolean dot = (x % 64 - 40) * (x % 64 - 40) + (y % 48 - 9) * (y % 48 - 9) < 81;
        bgr[at++] = (byte) (dot ? 30 : x * 200 / SIZE + 20);
        bgr[at++] = (byte) (dot ? 60 : disc ? 170 - y / 4 : y * 160 / SIZE + 40);
        bgr[at++] = (byte) (dot ? 90 : disc ? 230 - x / 4 : 250 - (x + y) * 220 / (2 * SIZE));
      }
    }
    return new Image(SIZE, SIZE, bgr, 1);
  }
}
