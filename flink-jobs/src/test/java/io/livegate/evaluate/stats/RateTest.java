package io.livegate.evaluate.stats;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateTest {

  @Test
  void givesTheWilsonIntervalOfAWorkedExample() {
    // 3 of 10: (0.3 + 1.9207/10) / (1 + 3.8415/10) = 0.35552, half width 0.24773
    Interval interval = requireNonNull(new Rate(3, 10).interval());
    assertThat(interval.low()).isCloseTo(0.1078, within(1e-4));
    assertThat(interval.high()).isCloseTo(0.6032, within(1e-4));
  }

  @Test
  void leavesRoomWhereNoneOrAllWereHit() {
    // none of n: high = z² / (n + z²)
    Interval none = requireNonNull(new Rate(0, 27).interval());
    assertThat(none.low()).isZero();
    assertThat(none.high()).isCloseTo(3.8415 / 30.8415, within(1e-4));
    Interval all = requireNonNull(new Rate(1, 1).interval());
    assertThat(all.low()).isCloseTo(1 / 4.8415, within(1e-4));
    assertThat(all.high()).isEqualTo(1);
  }

  @Test
  void saysNothingWithoutMembers() {
    assertThat(new Rate(0, 0).share()).isNull();
    assertThat(new Rate(0, 0).interval()).isNull();
  }

  @Test
  void refusesMoreHitsThanMembers() {
    assertThatThrownBy(() -> new Rate(3, 2)).hasMessage("3 of 2 is no rate");
  }
}
