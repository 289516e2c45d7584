package io.livegate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.frame.Face;
import io.livegate.model.ModelCard.Input;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every face decoder keeps to. Extend it for one of your own. */
public abstract class FaceDecoderContract {

  /** A card whose model it decodes. */
  protected abstract ModelCard card();

  /** Outputs of that model's shapes in which nothing is a face. */
  protected abstract Map<String, float[]> nothing();

  private FaceDecoder decoder() {
    return FaceDecoders.of(card().output().decoder()).orElseThrow();
  }

  private Input input() {
    return card().input();
  }

  @Test
  void isFoundByItsNameAndTheCardNamesItsTensors() {
    assertThat(decoder().name()).matches("[a-z][a-z0-9-]*");
    assertThat(card().output().names()).containsAll(decoder().tensors());
    assertThat(nothing()).containsOnlyKeys(decoder().tensors());
  }

  @Test
  void findsNothingWhereThereIsNothing() {
    assertThat(decoder().decode(nothing(), input(), 0.5f)).isEmpty();
  }

  @Test
  void whateverTheValuesFacesHaveASizeAScoreAndAllPointsOrNone() {
    Random random = new Random(7);
    for (int round = 0; round < 20; round++) {
      Map<String, float[]> outputs = new HashMap<>();
      nothing()
          .forEach(
              (name, values) -> {
                float[] noise = new float[values.length];
                for (int i = 0; i < noise.length; i++) {
                  noise[i] = (float) random.nextGaussian(0, 3);
                }
                outputs.put(name, noise);
              });
      List<Face> faces = decoder().decode(outputs, input(), 0.5f);
      assertThat(faces).isNotEmpty();
      assertThat(faces)
          .allSatisfy(
              face -> {
                assertThat(face.score()).isGreaterThanOrEqualTo(0.5f);
                assertThat(face.width()).isPositive();
                assertThat(face.height()).isPositive();
                assertThat(face.landmarks() == null ? 10 : face.landmarks().length).isEqualTo(10);
                assertThat(face.track()).isEqualTo(-1);
              });
    }
  }

  @Test
  void outputsOfAnotherModelAreNamed() {
    String first = decoder().tensors().get(0);
    assertThatThrownBy(() -> decoder().decode(Map.of("prob", new float[3]), input(), 0.5f))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(decoder().name(), "is missing among [prob]");
    Map<String, float[]> shorter = new HashMap<>(nothing());
    shorter.put(first, new float[3]);
    assertThatThrownBy(() -> decoder().decode(shorter, input(), 0.5f))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(decoder().name(), first + " has 3 values");
  }
}
