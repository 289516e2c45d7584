package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BlinkCounterTest {

  private static final double WIDE = 0.3;
  private static final double NARROW = 0.17;

  private final BlinkCounter counter = new BlinkCounter();
  private long now;
  private int looks;

  @Test
  void aBlinkOfOneFrameCountsOnceItIsOver() {
    open(20, WIDE);
    frame(0.02, 0.05);
    assertThat(counter.count()).as("still shut").isZero();
    open(20, WIDE);
    assertThat(counter.count()).isEqualTo(1);
  }

  @Test
  void aBlinkOfThreeFramesIsOneBlink() {
    open(20, WIDE);
    frame(0.1, 0.1);
    frame(0.02, 0.05);
    frame(0.05, 0.1);
    open(3, WIDE);
    assertThat(counter.count()).isEqualTo(1);
  }

  @Test
  void narrowEyesBlinkByTheirOwnMeasure() {
    open(20, NARROW);
    for (int blink = 1; blink <= 3; blink++) {
      frame(0.02, 0.04);
      open(10, NARROW);
      assertThat(counter.count()).isEqualTo(blink);
    }
  }

  @Test
  void aBlinkInTheFirstFramesCounts() {
    frame(0.9, WIDE);
    frame(0.01, 0.06);
    open(5, WIDE);
    assertThat(counter.count()).isEqualTo(1);
  }

  @Test
  void eyesShutForLongAreNotABlink() {
    open(20, WIDE);
    for (int i = 0; i < 8; i++) {
      frame(0.02, 0.05);
    }
    open(10, WIDE);
    assertThat(counter.count()).isZero();
  }

  @Test
  void oneWitnessAloneIsNotEnough() {
    open(20, WIDE);
    frame(0.01, WIDE);
    open(5, WIDE);
    frame(0.9, 0.05);
    open(5, WIDE);
    assertThat(counter.count()).isZero();
  }

  @Test
  void aWinkIsNotABlink() {
    open(20, WIDE);
    look(0.4, new EyeRatios(0.05, 0.2));
    open(5, WIDE);
    assertThat(counter.count()).isZero();
  }

  @Test
  void eyesThatHardlyOpenAreNotJudged() {
    open(20, 0.1);
    assertThat(counter.knowsOpenEyes()).isFalse();
    frame(0.01, 0.02);
    open(5, 0.1);
    assertThat(counter.count()).isZero();
  }

  @Test
  void aMeshThatBreaksOrFramesThatAreMissingMakeNoBlink() {
    open(20, WIDE);
    frame(0.02, 0.05);
    look(0.02, null);
    open(5, WIDE);
    assertThat(counter.count()).isZero();
    frame(0.02, 0.05);
    counter.interrupt();
    open(5, WIDE);
    assertThat(counter.count()).isZero();
  }

  @Test
  void somebodyElsesEyesAreMeasuredAnew() {
    open(20, WIDE);
    counter.forget();
    open(10, 0.15);
    assertThat(counter.count()).isZero();
    frame(0.02, 0.04);
    open(5, 0.15);
    assertThat(counter.count()).isEqualTo(1);
  }

  @Test
  void openEyesCostTheDearLookOnceASecond() {
    open(100, WIDE);
    assertThat(looks).isBetween(10, 14);
  }

  @Test
  void eyesThatOnlySeemShutAreNotLookedAtEveryTime() {
    open(30, NARROW);
    looks = 0;
    for (int i = 0; i < 20; i++) {
      frame(0.3, NARROW);
    }
    assertThat(looks).isLessThan(10);
  }

  private void open(int frames, double ratio) {
    for (int i = 0; i < frames; i++) {
      frame(0.8, ratio);
    }
  }

  private void frame(double open, double ratio) {
    look(open, new EyeRatios(ratio, ratio * 1.05));
  }

  private void look(double open, EyeRatios ratios) {
    now += 100;
    if (counter.see(open, now)) {
      looks++;
      counter.look(open, ratios, now);
    }
  }
}
