package io.livegate.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SwapResultTest {

  @Test
  void aDrillInWhichNothingWasExchangedOrLookedOnKeptNoPromise() {
    assertThat(result(10, 10, 5).holds()).isTrue();
    assertThat(result(10, 1, 5).holds()).as("exchanges that took no force").isFalse();
    assertThat(result(10, 10, 0).holds()).as("no shadow").isFalse();
  }

  private static SwapResult result(int asked, int swaps, long shadowed) {
    return new SwapResult(
        asked, swaps, 100, true, 0, Map.of(), 3, 0, 500, 500, 500, 50, 50, shadowed, 1, 9, 10);
  }
}
