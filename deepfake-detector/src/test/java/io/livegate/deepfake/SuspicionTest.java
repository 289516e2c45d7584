package io.livegate.deepfake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SuspicionTest {

  private static final Suspicion TWO =
      new Suspicion(
          "a test",
          -1,
          Map.of("a", new Suspicion.Scale(2, 0.5, 1), "b", new Suspicion.Scale(0, 1, 0.4)));

  @Test
  void isNeverLessForAMoreSuspiciousScore() {
    double before = 0;
    for (double a = 0; a < 5; a += 0.1) {
      double now = TWO.of(Map.of("a", a, "b", 0.3));
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
  }

  @Test
  void whatIsMissingCountsAsTheMiddleAndWhatIsExtremeIsBounded() {
    double middle = 1 / (1 + Math.E);
    assertThat(TWO.of(Map.of())).isEqualTo(middle, within(1e-9));
    assertThat(TWO.of(Map.of("a", 2.0, "unknown", 99.0))).isEqualTo(middle, within(1e-9));
    assertThat(TWO.of(Map.of("a", 100.0))).isEqualTo(TWO.of(Map.of("a", 3.25)), within(1e-9));
  }

  @Test
  void theShippedOneKnowsOnlyScoresOfTheLane() {
    Suspicion shipped = Suspicion.bundled();
    assertThat(shipped.scores()).isNotEmpty();
    for (String name : shipped.scores().keySet()) {
      assertThat(name.equals("fake") || DeepfakeCue.of(name).isPresent()).as(name).isTrue();
    }
  }

  @Test
  void aWeightThatTurnsAScoreRoundIsRefused() {
    assertThatThrownBy(() -> new Suspicion.Scale(0, 1, -0.1))
        .hasMessageContaining("weight 0 or more");
  }
}
