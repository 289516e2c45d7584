package io.livegate.liveness.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BeliefTest {

  private static final Curve LIVE = new Curve(List.of(0.0, 1.0), List.of(-3.0, 3.0));

  private final Belief belief = new Belief(new Fusion("a test", 0.5, 0, Map.of("live", LIVE)));

  @Test
  void framesInOneMomentCountAsOne() {
    double once = at(0.9, 0);
    double again = once;
    for (int i = 0; i < 100; i++) {
      again = at(0.9, 0);
    }
    assertThat(again).isEqualTo(once);
  }

  @Test
  void evidenceOverTimeMakesItSurer() {
    double before = at(0.7, 0);
    for (int i = 1; i <= 20; i++) {
      double now = at(0.7, i * 100L);
      assertThat(now).isGreaterThan(before);
      before = now;
    }
    assertThat(before).isGreaterThan(0.95);
  }

  @Test
  void oneFrameAgainstSecondsOfGoodOnesChangesNothingMuch() {
    double before = settled(0.95);
    double after = at(0.0, 5_100);
    assertThat(before).isGreaterThan(0.99);
    assertThat(after).isGreaterThan(0.95);
  }

  @Test
  void whatIsSeenNowPrevailsWithinSeconds() {
    settled(1);
    double now = 1;
    int frames = 0;
    while (now > 0.1) {
      now = at(0.0, 5_000 + ++frames * 100L);
    }
    assertThat(frames).isBetween(5, 30);
  }

  @Test
  void aLongSilenceIsForgottenNotHeldAgainstAnybody() {
    settled(0);
    double after = at(0.5, 60_000);
    assertThat(after).isBetween(0.49, 0.51);
  }

  @Test
  void aScoreThatLooksMoreAliveNeverCountsLess() {
    Random random = new Random(7);
    for (int run = 0; run < 200; run++) {
      Belief lower = new Belief(new Fusion("a test", 0.5, 0, Map.of("live", LIVE)));
      Belief higher = new Belief(new Fusion("a test", 0.5, 0, Map.of("live", LIVE)));
      for (int i = 0; i < 30; i++) {
        double score = random.nextDouble();
        double better = score + (1 - score) * random.nextDouble();
        assertThat(higher.observe(Map.of("live", better), i * 100L))
            .isGreaterThanOrEqualTo(lower.observe(Map.of("live", score), i * 100L));
      }
    }
  }

  @Test
  void aFrameWithoutAnyKnownScoreSaysNothing() {
    assertThat(belief.observe(Map.of("other", 1.0), 0)).isNull();
  }

  @Test
  void theShippedFusionCanBeReadAndWritesItselfBack() {
    Fusion shipped = Fusion.bundled();

    assertThat(shipped.curves()).containsKey("live");
    assertThat(shipped.yaml()).contains("correlationSeconds");
    assertThat(Fusion.DIRECTIONS.keySet()).containsAll(shipped.curves().keySet());
  }

  @Test
  void theShippedFusionBelievesALivelyFaceAndNeitherAPictureNorAScreen() {
    Map<String, Double> person =
        Map.of("live", 0.99, "nonRigid", 0.7, "depth", 0.6, "frozen", 0.0, "still", 0.0);
    Map<String, Double> print =
        Map.of("live", 0.99, "nonRigid", 0.05, "depth", 0.0, "parallax", 0.02, "still", 1.5);
    Map<String, Double> screen =
        Map.of("live", 0.05, "nonRigid", 0.7, "depth", 0.6, "frozen", 0.0, "still", 0.0);

    assertThat(afterTwoSeconds(person)).isGreaterThan(0.8);
    assertThat(afterTwoSeconds(print)).isLessThan(0.2);
    // far from the 0.65 that the shipped policy asks for: by the models alone, for it moves like a
    // face
    assertThat(afterTwoSeconds(screen)).isLessThan(0.3);
  }

  private static double afterTwoSeconds(Map<String, Double> scores) {
    Belief belief = new Belief(Fusion.bundled());
    double now = 0.5;
    for (int i = 0; i <= 20; i++) {
      now = value(belief.observe(scores, i * 100L));
    }
    return now;
  }

  private double settled(double live) {
    double now = 0.5;
    for (int i = 0; i <= 50; i++) {
      now = at(live, i * 100L);
    }
    return now;
  }

  private double at(double live, long millis) {
    return value(belief.observe(Map.of("live", live), millis));
  }

  private static double value(@org.jspecify.annotations.Nullable Double probability) {
    assertThat(probability).isNotNull();
    return probability == null ? Double.NaN : probability;
  }
}
