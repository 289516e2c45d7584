package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.image.GreyImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FreezeTest {

  private final Freeze freeze = new Freeze();

  @Test
  void aRepeatedPictureIsFrozenForAsLongAsItRepeats() {
    GreyImage picture = scene(0, 0);
    assertThat(freeze.observe(picture, 1_000)).isZero();
    assertThat(freeze.observe(scene(0, 0), 1_500)).isEqualTo(0.5);
    assertThat(freeze.observe(scene(0, 0), 4_000)).isEqualTo(3.0);
  }

  @Test
  void codingNoiseDoesNotEndAFreeze() {
    Random random = new Random(1);
    freeze.observe(scene(0, 0), 0);
    double seconds = 0;
    for (int i = 1; i <= 20; i++) {
      GreyImage noisy = scene(0, 0);
      for (int p = 0; p < noisy.luma().length; p++) {
        noisy.luma()[p] += (random.nextFloat() - 0.5f) * 0.6f;
      }
      seconds = freeze.observe(noisy, i * 100L);
    }
    assertThat(seconds).isEqualTo(2.0);
  }

  @Test
  void aMovedObjectStartsAnew() {
    freeze.observe(scene(0, 0), 0);
    freeze.observe(scene(0, 0), 2_000);
    assertThat(freeze.observe(scene(6, 0), 2_100)).isZero();
  }

  @Test
  void aDriftTooSlowToSeeBetweenFramesIsNotAFreeze() {
    double longest = 0;
    for (int i = 0; i < 100; i++) {
      longest = Math.max(longest, freeze.observe(scene(0, i * 0.1f), i * 100L));
    }
    assertThat(longest).isLessThan(1.0);
  }

  /** A bright square on a gradient; moved by {@code shift} cells, everything lifted by light. */
  static GreyImage scene(int shift, float light) {
    float[] luma = new float[96 * 72];
    for (int y = 0; y < 72; y++) {
      for (int x = 0; x < 96; x++) {
        boolean square = x >= 30 + shift && x < 50 + shift && y >= 20 && y < 40;
        luma[y * 96 + x] = (square ? 200 : x + y) + light;
      }
    }
    return new GreyImage(96, 72, luma);
  }
}
