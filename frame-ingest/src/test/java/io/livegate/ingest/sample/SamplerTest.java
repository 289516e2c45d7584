package io.livegate.ingest.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SamplerTest {

  private final Sampler sampler = new Sampler(SamplingPlan.DEFAULT);

  @Test
  void theFirstFrameIsDueWheneverItComes() {
    assertThat(sampler.due(1_790_000_000_000L)).isTrue();
  }

  @Test
  void aStreamAtTheGateRateLosesNoFrameToJitter() {
    Random random = new Random(3);
    int due = 0;
    for (int i = 0; i < 30; i++) {
      due += sampler.due(1000 + i * 100 + random.nextInt(41) - 20) ? 1 : 0;
    }
    assertThat(due).isGreaterThanOrEqualTo(29); // jitter may put one of them behind the gate
  }

  @Test
  void aFasterStreamIsThinnedToTheRateOfGateAndWatch() {
    List<Long> due = due(sampler, 0, 13_000, 33);

    assertThat(due).filteredOn(at -> at < 3000).hasSizeBetween(29, 31);
    assertThat(due).filteredOn(at -> at >= 3000).hasSizeBetween(9, 11);
  }

  @Test
  void noTraceOfFramesGetsMoreThanItsRate() {
    SamplingPlan plan = SamplingPlan.DEFAULT;
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Sampler each = new Sampler(plan);
      long at = 0;
      List<Long> due = new ArrayList<>();
      while (at < 20_000) {
        if (each.due(at)) {
          due.add(at);
        }
        at += random.nextInt(1 + random.nextInt(400));
      }
      for (int i = 0; i + 11 < due.size(); i++) {
        assertThat(due.get(i + 11) - due.get(i)).as("seed " + seed).isGreaterThanOrEqualTo(950);
      }
      long watched = due.stream().filter(time -> time >= 4000).count();
      assertThat(watched).as("seed " + seed).isLessThanOrEqualTo(17);
    }
  }

  @Test
  void aBurstLooksCloselyAtOnceAndThenStops() {
    due(sampler, 0, 5000, 33);

    sampler.burst(5000);

    List<Long> due = due(sampler, 5010, 9000, 33);
    assertThat(due.get(0)).isEqualTo(5010);
    assertThat(due).filteredOn(at -> at < 6000).hasSizeBetween(9, 11);
    assertThat(due).filteredOn(at -> at >= 6000).hasSizeBetween(2, 4);
  }

  @Test
  void timeGoingBackwardsNeverStallsIt() {
    due(sampler, 1_000_000, 1_010_000, 100);

    List<Long> due = due(sampler, 500_000, 505_000, 100);

    assertThat(due).hasSizeGreaterThanOrEqualTo(4);
    assertThat(due.get(0)).isLessThan(502_000);
  }

  @Test
  void aGapIsFollowedByOneFrameNotByAllThatWereMissed() {
    due(sampler, 0, 4000, 100);

    assertThat(due(sampler, 60_000, 60_950, 50)).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aPlanNamesEverythingWrongWithIt() {
    assertThatThrownBy(
            () ->
                new SamplingPlan(
                    0,
                    Duration.ofSeconds(-1),
                    1,
                    Double.NaN,
                    Duration.ZERO,
                    0,
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gatePerSecond must be 0.01 to 240 frames a second, not 0.0")
        .hasMessageContaining("burstPerSecond")
        .hasMessageContaining("gateDuration must be 0 to 24 hours, not PT-1S")
        .hasMessageContaining("spotDuration must be at most spotEvery, not PT3S");
  }

  private static List<Long> due(Sampler sampler, long from, long to, long step) {
    List<Long> due = new ArrayList<>();
    for (long at = from; at < to; at += step) {
      if (sampler.due(at)) {
        due.add(at);
      }
    }
    return due;
  }
}
