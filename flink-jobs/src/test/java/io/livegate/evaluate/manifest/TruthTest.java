package io.livegate.evaluate.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TruthTest {

  @ParameterizedTest
  @CsvSource({
    "live, live, BONA_FIDE",
    "deepfake, real, BONA_FIDE",
    "presentation-attack, live, BONA_FIDE",
    "live, live-degraded, DEGRADED",
    "presentation-attack, print-cutout, ATTACK",
    "anything, replay, ATTACK",
    "presentation-attack, mask, ATTACK",
    "anything, static-image, ATTACK",
    "deepfake, synthetic-video, ATTACK",
    "presentation-attack, puppet, ATTACK",
    "presentation-attack, live-crop, UNKNOWN",
    "no-face, noface-hard, NO_FACE",
    "no-face, person-no-face, NO_FACE",
    "deepfake, deepfake-hard, DEEPFAKE",
    "explicit-control, neutral-beach, BENIGN",
    "explicit-control, art-neutral, BENIGN",
    "explicit-control, art-nude, ART_NUDE",
    "hostile, rotation, APART",
    "face-hard, face-group, APART",
    "phash, pdq, APART",
    "no-face, unclear, APART",
    "live, puppet, UNKNOWN"
  })
  void everyLabelHasOneMeaning(String category, String label, Truth truth) {
    assertThat(Truth.of(category, label)).isEqualTo(truth);
  }
}
