package io.livegate.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PercentileTest {

  @Test
  void liesOnAValueOrBetweenTwo() {
    assertThat(Percentile.of(new double[] {30, 10, 20}, 0.5)).isEqualTo(20);
    assertThat(Percentile.of(new double[] {10, 20}, 0.5)).isEqualTo(15);
    // place 0.95 * 4 = 3.8, between 40 and 50
    assertThat(Percentile.of(new double[] {10, 20, 30, 40, 50}, 0.95)).isCloseTo(48, within(1e-9));
    assertThat(Percentile.of(new double[] {7}, 0.95)).isEqualTo(7);
  }

  @Test
  void isNoNumberWithoutValues() {
    assertThat(Percentile.of(new double[0], 0.5)).isNaN();
  }
}
