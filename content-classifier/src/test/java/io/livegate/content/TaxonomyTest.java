package io.livegate.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegate.detector.FrameView;
import io.livegate.model.LabelMap;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.signal.LaneSignal;
import io.livegate.testing.TestImages;
import io.livegate.testing.TinyModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaxonomyTest {

  @Test
  void theBundledModelsPornAndHentaiAreOneExplicitClass() {
    ModelCard card = ModelCards.bundled().get("nsfw-mobilenet-v2");
    Map<String, Double> classes =
        Taxonomy.of(card)
            .classes(
                Map.of("porn", 0.5, "hentai", 0.2, "sexy", 0.1, "drawing", 0.15, "neutral", 0.05));
    assertThat(classes).containsOnlyKeys(LabelMap.CLASSES);
    assertThat(classes.get("explicit")).isEqualTo(0.7, within(1e-9));
    assertThat(classes.get("drawing")).isEqualTo(0.15);
  }

  @Test
  void anotherModelIsReadByItsCardAlone(@TempDir Path folder) throws Exception {
    TinyModel tiny = TinyModel.in(folder); // gives the mean of each colour plane
    try (ContentClassifier detector = ContentClassifier.open(List.of(tiny.card()), tiny.store())) {
      LaneSignal signal =
          detector.openSession().judge(new FrameView(TestImages.wall(16, 12, 1), List.of(), 0));
      assertThat(signal.scores()).containsOnlyKeys("explicit", "sexy", "drawing");
      assertThat(signal.scores().get("explicit")).isEqualTo(1, within(1e-3));
    }
  }

  @Test
  void labelsOfOneClassNeverSumToMoreThanOne() {
    Taxonomy taxonomy = Taxonomy.of(ModelCards.bundled().get("nsfw-mobilenet-v2"));
    assertThat(taxonomy.classes(Map.of("porn", 0.6, "hentai", 0.4000001)))
        .containsExactly(Map.entry("explicit", 1.0));
  }

  @Test
  void aModelThatDoesNotKnowAClassDoesNotLowerIt() {
    assertThat(
            Taxonomy.mean(
                List.of(Map.of("explicit", 0.2, "drawing", 0.8), Map.of("explicit", 0.4))))
        .hasEntrySatisfying("explicit", p -> assertThat(p).isEqualTo(0.3, within(1e-9)))
        .containsEntry("drawing", 0.8);
  }

  @Test
  void aModelOfAnotherTaskIsNamed() {
    ModelCard card = ModelCards.bundled().get("minifasnet-v2");
    assertThatThrownBy(() -> Taxonomy.of(card))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("minifasnet-v2 is for presentation-attack");
  }
}
