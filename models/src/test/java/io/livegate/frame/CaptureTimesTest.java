package io.livegate.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptureTimesTest {

  @Test
  void intervalsAreKeptInTheirOrder() {
    CaptureTimes times = CaptureTimes.NONE.plus(List.of(33, 34)).plus(List.of()).plus(List.of(33));

    assertThat(times.millis()).containsExactly(33, 34, 33);
    assertThat(CaptureTimes.NONE.millis()).isEmpty();
  }

  @Test
  void thoseOfFiveSecondsAreKept() {
    CaptureTimes times = CaptureTimes.NONE;
    for (int i = 0; i < 60; i++) {
      times = times.plus(List.of(100 + i));
    }

    assertThat(times.millis()).startsWith(125).endsWith(159).hasSize(35);
  }

  @Test
  void aLongGapLeavesNothingOfWhatWasBeforeIt() {
    assertThat(CaptureTimes.NONE.plus(List.of(33, 60_000, 40)).millis()).containsExactly(40);
  }

  @Test
  void aFloodIsBounded() {
    CaptureTimes times = CaptureTimes.NONE;
    for (int i = 0; i < 100; i++) {
      times = times.plus(Collections.nCopies(CaptureTimes.MOST_OF_A_RECORD, 0));
    }

    assertThat(times.millis()).hasSize(CaptureTimes.MOST);
  }
}
