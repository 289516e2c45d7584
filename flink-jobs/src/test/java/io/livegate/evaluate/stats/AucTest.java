package io.livegate.evaluate.stats;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AucTest {

  @Test
  void countsPairsInWhichThePositiveScoresHigher() {
    // 0.9 beats both, 0.4 beats 0.1 and loses to 0.5: 3 of 4
    assertThat(Auc.of(new double[] {0.9, 0.4}, new double[] {0.5, 0.1})).isEqualTo(0.75);
  }

  @Test
  void countsATieAsOneHalf() {
    // 0.5 ties 0.5 and beats 0.2; 0.2 loses to 0.5 and ties 0.2: 0.5 + 1 + 0 + 0.5 of 4
    assertThat(Auc.of(new double[] {0.5, 0.2}, new double[] {0.5, 0.2})).isEqualTo(0.5);
  }

  @Test
  void isWorseThanGuessingWhenTheScoreIsUpsideDown() {
    assertThat(Auc.of(new double[] {0.1}, new double[] {0.2, 0.3})).isZero();
  }

  @Test
  void saysNothingWhenAClassIsEmpty() {
    assertThat(Auc.of(new double[0], new double[] {1})).isNull();
    assertThat(Auc.interval(new double[] {1}, new double[0])).isNull();
    assertThat(Auc.ofPairs(new double[0], new double[0])).isNull();
    assertThat(Auc.intervalOfPairs(new double[0], new double[0])).isNull();
  }

  @Test
  void givesTheSameIntervalForTheSameScores() {
    double[] positives = {0.9, 0.8, 0.4, 0.7, 0.3};
    double[] negatives = {0.5, 0.1, 0.2, 0.6, 0.35};
    Interval interval = requireNonNull(Auc.interval(positives, negatives));
    assertThat(Auc.interval(positives, negatives)).isEqualTo(interval);
    assertThat(requireNonNull(Auc.of(positives, negatives)))
        .isStrictlyBetween(interval.low(), interval.high());
  }

  @Test
  void isSureOfClassesThatNeverMix() {
    assertThat(Auc.interval(new double[] {0.8, 0.9}, new double[] {0.1, 0.2}))
        .isEqualTo(new Interval(1, 1));
  }

  @Test
  void comparesEachFakeWithItsOwnOriginalOnly() {
    // wins, ties, loses: (1 + 0.5 + 0) / 3
    assertThat(
            requireNonNull(Auc.ofPairs(new double[] {0.9, 0.4, 0.1}, new double[] {0.2, 0.4, 0.8})))
        .isCloseTo(0.5, within(1e-12));
    assertThat(Auc.intervalOfPairs(new double[] {0.9, 0.4}, new double[] {0.2, 0.3}))
        .isEqualTo(new Interval(1, 1));
  }
}
