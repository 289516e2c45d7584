package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.image.GreyImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlickerTest {

  private final Random random = new Random(2);

  @Test
  void bandsThatRollOverThePictureAreMeasured() {
    // a wave of 2 % that moves by a third of a turn changes by 2 * sin(60 degrees) * 2 %
    assertThat(play(0.02, 0, 100).value()).isEqualTo(3.46, within(0.5));
  }

  @Test
  void bandsAreSeenBehindSomebodyWhoMoves() {
    assertThat(play(0.02, 4, 100).value()).isGreaterThan(2);
  }

  @Test
  void bandsInEveryOtherStepAreMeasuredAllTheTime() {
    Flicker flicker = new Flicker();
    for (int i = 0; i < 40; i++) {
      Reading reading = flicker.observe(picture(0.02, (i / 2) * 2 * Math.PI / 3, 0), i * 100);
      assertThat(reading.isPresent()).isEqualTo(i >= 8);
      if (reading.isPresent()) {
        assertThat(reading.value()).as("frame %d", i).isEqualTo(3.46, within(0.5));
      }
    }
  }

  @Test
  void aBandNowAndThenIsNone() {
    Flicker flicker = new Flicker();
    Reading last = Reading.NONE;
    for (int i = 0; i < 40; i++) {
      last = flicker.observe(picture(0.02, (i / 4) * 2 * Math.PI / 3, 0), i * 100);
    }
    assertThat(last.value()).isZero();
  }

  @Test
  void movementAloneIsNoFlicker() {
    assertThat(play(0, 4, 100).value()).isLessThan(0.2);
  }

  @Test
  void framesASecondApartSayNothing() {
    assertThat(play(0.02, 0, 1_000).isPresent()).isFalse();
  }

  private Reading play(double depth, double moves, long step) {
    Flicker flicker = new Flicker();
    Reading last = Reading.NONE;
    for (int i = 0; i < 20; i++) {
      last = flicker.observe(picture(depth, i * 2 * Math.PI / 3, moves * i), i * step);
    }
    return last;
  }

  private GreyImage picture(double depth, double phase, double moved) {
    float[] luma = new float[96 * 72];
    for (int i = 0; i < luma.length; i++) {
      int x = i % 96;
      int y = i / 96;
      boolean person = Math.abs(x - 20 - moved % 50) < 12 && y > 15;
      double value = person ? 70 + 40 * Math.sin((x - moved) / 3) : 120 + x / 2.0;
      value *= 1 + depth * Math.sin(2 * Math.PI * 2 * y / 72 + phase);
      luma[i] = (float) (value + 0.2 * random.nextGaussian());
    }
    return new GreyImage(96, 72, luma);
  }
}
