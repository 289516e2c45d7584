package io.livegate.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TaxonomyTest {

  @Test
  void pornAndHentaiAreOneExplicitCategory() {
    Map<String, Double> categories =
        Taxonomy.of(
            Map.of("Porn", 0.5, "Hentai", 0.2, "Sexy", 0.1, "Drawing", 0.15, "Neutral", 0.05));
    assertThat(categories).containsOnlyKeys("explicit", "sexy", "drawing", "neutral");
    assertThat(categories.get("explicit")).isEqualTo(0.7, within(1e-9));
  }

  @Test
  void aLabelWeDoNotKnowCountsTowardsNothing() {
    assertThat(Taxonomy.of(Map.of("weapon", 0.9))).isEmpty();
  }
}
