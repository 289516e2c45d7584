package io.livegate.job.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.detector.ScoreListener;
import io.livegate.job.config.DriftSettings;
import io.livegate.job.config.LogSettings;
import io.livegate.job.log.Pseudonyms;
import io.livegate.job.probe.Probe;
import io.livegate.job.swap.TinyModels;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftWatchTest {

  /** Nearly all scores are high. */
  private static final String REFERENCE =
      """
      reference:
        data: a week of one platform
        frames: 1000
        shares: [0.02, 0.02, 0.02, 0.04, 0.9]
      """;

  @TempDir Path folder;

  private final AtomicLong clock = new AtomicLong(1_000);
  private final DriftWatch watch =
      new DriftWatch(
          new DriftSettings(Duration.ofMinutes(1), 100, 0.25),
          Pseudonyms.of(new LogSettings(null)),
          clock::get);
  private ModelCard card;
  private ModelCard without;

  @BeforeEach
  void cards() throws IOException {
    TinyModels tiny = new TinyModels(folder);
    card = ModelCards.parse(tiny.yaml(TinyModels.RED) + REFERENCE, "test");
    without = tiny.card(TinyModels.BLUE);
  }

  @Test
  void theIndexIsThatOfTheBooks() {
    List<Double> reference = List.of(0.25, 0.25, 0.25, 0.25);
    assertThat(Psi.of(reference, new long[] {5, 5, 5, 5})).isZero();
    double expected = 2 * 0.15 * Math.log(0.4 / 0.25) + 2 * -0.15 * Math.log(0.1 / 0.25);
    assertThat(Psi.of(reference, new long[] {40, 40, 10, 10})).isCloseTo(expected, within(1e-12));
    assertThat(Psi.of(reference, new long[] {1, 0, 0, 0})).isBetween(1.0, 20.0);
  }

  @Test
  void theTenantWhoseScoresHaveMovedMostCounts() {
    window("calm", 200, 0.95);
    window("moved", 200, 0.1);
    assertThat(watch.most(card.id())).as("before a window is full").isZero();
    clock.addAndGet(61_000);
    window("calm", 1, 0.95);
    assertThat(watch.most(card.id())).isBetween(0.0, 0.1);
    window("moved", 1, 0.1);
    assertThat(watch.most(card.id())).isGreaterThan(1);
  }

  @Test
  void whatSaysTooLittleSaysNothing() {
    window("small", 99, 0.1);
    window(Probe.TENANT, 500, 0.1);
    for (int i = 0; i < 500; i++) {
      watch.of("t").heard(without, 0.1);
    }
    clock.addAndGet(61_000);
    window("small", 1, 0.1);
    window(Probe.TENANT, 1, 0.1);
    watch.of("t").heard(without, 0.1);
    assertThat(watch.most(card.id())).isZero();
    assertThat(watch.most(without.id())).isZero();
  }

  @Test
  void aTenantThatIsGoneIsForgotten() {
    window("moved", 200, 0.1);
    clock.addAndGet(61_000);
    window("moved", 1, 0.1);
    assertThat(watch.most(card.id())).isGreaterThan(1);
    clock.addAndGet(121_000);
    assertThat(watch.most(card.id())).isZero();
  }

  /** Like the reference where high, its mirror image where low. */
  private void window(String tenant, int scores, double around) {
    Random random = new Random(1);
    ScoreListener listener = watch.of(tenant);
    for (int i = 0; i < scores; i++) {
      double draw = random.nextDouble();
      double high =
          draw < 0.02 ? 0.1 : draw < 0.04 ? 0.3 : draw < 0.06 ? 0.5 : draw < 0.1 ? 0.7 : 1.0;
      listener.heard(card, around > 0.5 ? high : 1 - high);
    }
  }
}
