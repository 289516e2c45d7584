package io.livegate.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {

  @Test
  void theFirstAndTheLastTenthAreLeftOut() {
    List<String> said = new ArrayList<>();
    Window window = new Window(50, () -> said.add("begin"), () -> said.add("end"));
    for (int i = 1; i <= 50; i++) {
      window.judged(1);
      said.add(String.valueOf(i));
    }
    assertThat(said.indexOf("begin")).isEqualTo(said.indexOf("5") - 1);
    assertThat(said.indexOf("end")).isEqualTo(said.indexOf("45") - 1);
    assertThat(window.frames()).isEqualTo(40);
    assertThat(window.perSecond()).isPositive();
  }

  @Test
  void aRunThatDoesNotEndHasNoRate() {
    Window window = new Window(50, () -> {}, () -> {});
    window.judged(30);
    assertThat(window.done()).isEqualTo(30);
    assertThat(window.perSecond()).isZero();
  }
}
