package io.livegate.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.model.GoldenVector;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.testing.TinyModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {

  @TempDir Path folder;

  private GoldenVector answer(ModelCard card, TinyModel of) throws Exception {
    try (ImageModel model = ImageModel.acquire(card, of.store())) {
      return Golden.of(model);
    }
  }

  /** The card with a line changed and golden values. */
  private ModelCard card(String from, String to, GoldenVector golden) throws Exception {
    Path file = folder.resolve("other.yaml");
    String yaml = Files.readString(folder.resolve("tiny.yaml")).replace(from, to);
    Files.writeString(
        file,
        yaml + "golden: {values: %s, within: %s}\n".formatted(golden.values(), golden.within()));
    return ModelCards.read(file);
  }

  @Test
  void aModelGivesItsCardsValuesAgain() throws Exception {
    TinyModel tiny = TinyModel.in(folder);
    GoldenVector values = answer(tiny.card(), tiny);

    assertThat(values.values()).hasSize(3).doesNotHaveDuplicates();
    assertThat(Golden.difference(tiny.card(), values)).as("its card says nothing").isEmpty();
    ModelCard card = card("", "", values);
    assertThat(Golden.difference(card, answer(card, tiny))).isEmpty();
  }

  @Test
  void anotherColourOrderScaleMeanOrSizeIsNoticed() throws Exception {
    TinyModel tiny = TinyModel.in(folder);
    GoldenVector values = answer(tiny.card(), tiny);

    for (String[] change :
        new String[][] {
          {"colour: rgb", "colour: bgr"},
          {"scale: 1", "scale: 0.5"},
          {"mean: [0, 0, 0]", "mean: [0, 4, 0]"}
        }) {
      ModelCard card = card(change[0], change[1], values);
      assertThat(Golden.difference(card, answer(card, tiny)))
          .as(change[1])
          .hasValueSatisfying(said -> assertThat(said).contains("the card says"));
    }
  }

  @Test
  void anotherNumberOfValuesAndNoNumberAtAllAreDifferences() throws Exception {
    TinyModel tiny = TinyModel.in(folder);
    GoldenVector values = answer(tiny.card(), tiny);
    ModelCard card = card("", "", values);

    assertThat(Golden.difference(card, new GoldenVector(List.of(1.0), 1))).isPresent();
    List<Double> broken = new ArrayList<>(values.values());
    broken.set(2, Double.NaN);
    assertThat(Golden.difference(card, new GoldenVector(broken, 1)))
        .hasValueSatisfying(said -> assertThat(said).contains("golden value 3 is NaN"));
  }
}
