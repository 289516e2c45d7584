package io.livegate.model.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.model.OutputSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoresTest {

  private static final ModelCards CARDS = ModelCards.bundled();

  @Test
  void probabilitiesInTheGraphAreTakenAsTheyAreInTheCardsOrder() {
    Map<String, Double> scores =
        Scores.of(CARDS.get("minifasnet-v2"), new float[] {0.25f, 0.5f, 0.125f});
    assertThat(scores.keySet()).containsExactly("attack-a", "live", "attack-b");
    assertThat(scores).containsEntry("live", 0.5).containsEntry("attack-b", 0.125);
  }

  @Test
  void softmaxSumsToOneAndStandsLargeLogits() {
    Map<String, Double> scores = Scores.of(CARDS.get("facenox-minifas"), new float[] {1000, 1000});
    assertThat(scores).containsEntry("live", 0.5).containsEntry("attack", 0.5);
    // e / (1 + e)
    assertThat(Scores.of(CARDS.get("facenox-minifas"), new float[] {1, 0}).get("live"))
        .isCloseTo(0.731059, within(1e-6));
  }

  @Test
  void sigmoidIsAppliedToEachValue() {
    ModelCard base = CARDS.get("meso4-df");
    OutputSpec o = base.output();
    ModelCard card =
        new ModelCard(
            base.id(),
            base.version(),
            base.task(),
            base.family(),
            base.file(),
            base.sha256(),
            base.licence(),
            base.source(),
            null,
            base.runtime(),
            base.engine(),
            base.input(),
            base.crop(),
            new OutputSpec(
                o.names(),
                o.widths(),
                o.decoder(),
                OutputSpec.Activation.SIGMOID,
                o.labels(),
                o.meaning(),
                o.direction(),
                o.taxonomy()),
            List.of(),
            null,
            null);
    assertThat(Scores.of(card, new float[] {0})).containsEntry("real", 0.5);
    assertThat(Scores.of(card, new float[] {-1000})).containsEntry("real", 0.0);
  }

  @Test
  void whatIsNoNumberIsRefused() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Scores.of(CARDS.get("meso4-df"), new float[] {bad}))
          .hasMessage("model meso4-df says " + bad + " of 'real'");
    }
    assertThatThrownBy(
            () -> Scores.of(CARDS.get("facenox-minifas"), new float[] {0, Float.POSITIVE_INFINITY}))
        .hasMessageContaining("says NaN");
  }

  @Test
  void anotherCountOrDecoderIsRefused() {
    assertThatThrownBy(() -> Scores.of(CARDS.get("meso4-df"), new float[2]))
        .hasMessage("model meso4-df has labels [real], not 2 scores");
    assertThatThrownBy(() -> Scores.of(CARDS.get("yunet-n"), new float[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
