package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class CadenceTest {

  private final Cadence cadence = new Cadence();

  @Test
  void framesThatAreStampedInBunchesAreImpossible() {
    assertThat(play(i -> i / 5 * 500L + i % 5 * 2).value()).isGreaterThan(0.7);
  }

  @Test
  void aClockThatStandsStillOrRunsBackwardsIsImpossible() {
    assertThat(play(i -> 5_000).value()).isEqualTo(1);
    assertThat(play(i -> 50_000 - i * 100L).value()).isEqualTo(1);
  }

  @Test
  void anUnevenCameraAndLostFramesAreNot() {
    Random random = new Random(4);
    assertThat(play(i -> i * 100L + random.nextInt(60) + (i > 12 ? 4_000 : 0)).value()).isZero();
  }

  @Test
  void everyThirdFrameOfAFastCameraIsNot() {
    Reading last = Reading.NONE;
    for (int i = 0; i < 25; i++) {
      last = cadence.observe(i * 50L, i * 3L);
    }
    assertThat(last.value()).isZero();
  }

  @Test
  void theFirstFramesSayNothing() {
    assertThat(cadence.observe(0, 0).isPresent()).isFalse();
  }

  private Reading play(IntToLongFunction millis) {
    Cadence fresh = new Cadence();
    Reading last = Reading.NONE;
    for (int i = 0; i < 25; i++) {
      last = fresh.observe(millis.applyAsLong(i), i);
    }
    return last;
  }
}
