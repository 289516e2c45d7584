package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SizeChangesTest {

  private final SizeChanges changes = new SizeChanges();

  @Test
  void countsChangesForAWhile() {
    assertThat(changes.observe(640, 480, 0).value()).isZero();
    assertThat(changes.observe(1280, 720, 100).value()).isEqualTo(1);
    assertThat(changes.observe(640, 480, 200).value()).isEqualTo(2);
    assertThat(changes.observe(640, 480, 10_150).value()).isEqualTo(1);
    assertThat(changes.observe(640, 480, 20_000).value()).isZero();
  }

  @Test
  void theRoundingOfReducedDecodingIsNoChange() {
    changes.observe(1366, 768, 0);
    assertThat(changes.observe(1364, 768, 100).value()).isZero();
  }
}
