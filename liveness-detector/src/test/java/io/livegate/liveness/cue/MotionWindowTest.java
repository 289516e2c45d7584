package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MotionWindowTest {

  /** Pixels on a flat face at a low bit rate: the median of 117 prints, cut-outs and stills. */
  private static final double CODED = 0.7;

  @Test
  void whatCodingDoesToASheetHeldStillIsASmallShare() {
    assertThat(share(CODED, 0.5)).isLessThan(0.4);
    assertThat(share(CODED, 3)).as("waved").isLessThan(0.2);
  }

  @Test
  void aPersonsOwnMotionIsALargeOne() {
    assertThat(share(2, 1.9)).as("the median person's").isGreaterThan(0.6);
  }

  @Test
  void anothersMotionSaysNothingOfAFace() {
    MotionWindow window =
        new MotionWindow(MotionSample::bend, MotionSample::telling, MotionSample.BEND_ERROR);
    for (int i = 0; i < 10; i++) {
      assertThat(window.observe(sample(100 * i, 2, 2), 0, 100 * i).isPresent()).isEqualTo(i >= 3);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(window.observe(sample(1_000 + 100 * i, 0, 2), 1, 1_000 + 100 * i).isPresent())
          .isFalse();
    }
  }

  private static MotionSample sample(long at, double own, double whole) {
    return new MotionSample(at - 500, at, 112, 0, whole, own, own, own, new LumaChange(0, 0));
  }

  /** Of a face in which points move by {@code own} pixels while it moves by {@code whole}. */
  private static double share(double own, double whole) {
    MotionWindow window =
        new MotionWindow(MotionSample::bend, MotionSample::telling, MotionSample.BEND_ERROR);
    Reading reading = Reading.NONE;
    for (int i = 0; i < 10; i++) {
      long at = 100 * i;
      reading = window.observe(sample(at, own, whole), 0, at);
    }
    return reading.value();
  }
}
