package io.livegate.job.metrics;

import static io.livegate.job.metrics.RecentMost.PART_MILLIS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentMostTest {

  private static final long START = 1_000 * PART_MILLIS;

  private final RecentMost recent = new RecentMost();

  @Test
  void theLargestOfThisPartAndTheOneBeforeCounts() {
    recent.add(700, START);
    recent.add(20, START + 1);
    assertThat(recent.most(START + 2)).isEqualTo(700);

    recent.add(30, START + PART_MILLIS);
    assertThat(recent.most(START + PART_MILLIS)).isEqualTo(700);
    assertThat(recent.most(START + 2 * PART_MILLIS - 1)).isEqualTo(700);
  }

  @Test
  void aPeakIsForgottenAfterTwoParts() {
    recent.add(700, START);
    recent.add(30, START + PART_MILLIS);

    assertThat(recent.most(START + 2 * PART_MILLIS)).isEqualTo(30);
    assertThat(recent.most(START + 3 * PART_MILLIS)).isZero();
  }

  @Test
  void aSilenceOfSeveralPartsForgetsAll() {
    recent.add(700, START);

    assertThat(recent.most(START + 5 * PART_MILLIS)).isZero();
  }

  @Test
  void aClockSetBackLosesNoPeak() {
    recent.add(700, START);
    recent.add(30, START - 4 * PART_MILLIS);

    assertThat(recent.most(START)).isEqualTo(700);
  }
}
