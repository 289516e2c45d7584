package io.livegate.ingest.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpotChecksTest {

  private static final int EVERY = 20_000;
  private static final int LASTS = 3_000;

  @Test
  void eachIntervalHoldsOneCheckOfTheWholeLength() {
    for (long seed = 0; seed < 50; seed++) {
      SpotChecks checks = new SpotChecks(seed);
      for (int turn = 0; turn < 20; turn++) {
        List<Integer> covered = covered(checks, plan(EVERY, LASTS), turn);
        assertThat(covered).as("seed %d turn %d", seed, turn).hasSize(LASTS);
        assertThat(covered.get(LASTS - 1) - covered.get(0)).isEqualTo(LASTS - 1);
      }
    }
  }

  @Test
  void theMomentsSpreadEvenlyOverTheIntervalAndDifferBySessionAndTurn() {
    int[] quarters = new int[4];
    Set<Integer> moments = new HashSet<>();
    for (long seed = 1; seed <= 100; seed++) {
      for (int turn = 0; turn < 4; turn++) {
        int from = covered(new SpotChecks(seed), plan(EVERY, LASTS), turn).get(0);
        quarters[from * 4 / (EVERY - LASTS + 1)]++;
        moments.add(from);
      }
    }
    assertThat(Arrays.stream(quarters).boxed()).as("of 400").allMatch(n -> n > 65 && n < 140);
    assertThat(moments).hasSizeGreaterThan(380);
  }

  @Test
  void theSameSeedGivesTheSameFramesWhateverElseWasAskedFor() {
    Sampler one = new Sampler(plan(EVERY, LASTS), new SpotChecks(7));
    Sampler disturbed = new Sampler(plan(EVERY, LASTS), new SpotChecks(7));
    List<Long> first = new ArrayList<>();
    List<Long> second = new ArrayList<>();
    for (long at = 0; at < 60_000; at += 100) {
      if (one.due(at) && at >= 22_000) {
        first.add(at);
      }
      if (at == 20_000) {
        disturbed.burst(at);
      }
      if (disturbed.due(at) && at >= 22_000) {
        second.add(at);
      }
    }
    assertThat(near(first)).isEqualTo(near(second)).hasSizeGreaterThan(28);
  }

  @Test
  void anHourCostsWhatThePlanSays() {
    Sampler sampler = new Sampler(plan(EVERY, LASTS), new SpotChecks(3));
    int judged = 0;
    for (long at = 0; at < 3_600_000; at += 100) {
      judged += sampler.due(at) ? 1 : 0;
    }
    // One a second, and nine more in each of three seconds of twenty.
    assertThat(judged / 3600.0).isBetween(2.25, 2.45);
  }

  @Test
  void withoutAnIntervalThereAreNone() {
    SpotChecks checks = new SpotChecks(3);
    SamplingPlan never = plan(0, LASTS);
    for (int at = 0; at < 100_000; at += 100) {
      assertThat(checks.cover(at, never)).isFalse();
    }
  }

  @Test
  void aCheckThatFillsTheIntervalIsAlwaysOn() {
    assertThat(covered(new SpotChecks(9), plan(1_000, 1_000), 3)).hasSize(1_000);
  }

  /** Frames that lie in a check. */
  private static List<Long> near(List<Long> due) {
    List<Long> near = new ArrayList<>();
    for (int i = 1; i < due.size(); i++) {
      if (due.get(i) - due.get(i - 1) == 100) {
        near.add(due.get(i));
      }
    }
    return near;
  }

  /** Milliseconds of an interval in a check, from the interval's begin. */
  private static List<Integer> covered(SpotChecks checks, SamplingPlan plan, int turn) {
    int every = (int) plan.spotEvery().toMillis();
    List<Integer> covered = new ArrayList<>();
    for (int at = 0; at < every; at++) {
      if (checks.cover((long) turn * every + at, plan)) {
        covered.add(at);
      }
    }
    return covered;
  }

  private static SamplingPlan plan(int every, int lasts) {
    return new SamplingPlan(
        10,
        Duration.ZERO,
        1,
        10,
        Duration.ofSeconds(2),
        0,
        Duration.ofMillis(every),
        Duration.ofMillis(lasts));
  }
}
