package io.livegate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpectrumTest {

  private static final int SIZE = 32;

  @Test
  void aWaveStandsAtItsFrequencyAndAtTheNegativeOfIt() {
    float[] power = Spectrum.power(wave(5, 3), new float[SIZE * SIZE], SIZE);
    assertThat(highest(power)).isIn(3 * SIZE + 5, (SIZE - 3) * SIZE + SIZE - 5);
    assertThat(power[3 * SIZE + 5])
        .isCloseTo(power[(SIZE - 3) * SIZE + SIZE - 5], within(power[3 * SIZE + 5] * 1e-3f));
  }

  @Test
  void thePowersOfBothPatchesAddUp() {
    float[] both = Spectrum.power(wave(5, 3), wave(2, 9), SIZE);
    float[] first = Spectrum.power(wave(5, 3), new float[SIZE * SIZE], SIZE);
    float[] second = Spectrum.power(new float[SIZE * SIZE], wave(2, 9), SIZE);
    for (int i = 0; i < both.length; i++) {
      assertThat(both[i]).isCloseTo(first[i] + second[i], within(1f + both[i] * 1e-3f));
    }
  }

  @Test
  void aFlatPatchHasNoPower() {
    float[] flat = new float[SIZE * SIZE];
    java.util.Arrays.fill(flat, 90);
    assertThat(Spectrum.power(flat, flat, SIZE)[highest(Spectrum.power(flat, flat, SIZE))])
        .isLessThan(1e-3f);
  }

  private static float[] wave(int across, int down) {
    float[] wave = new float[SIZE * SIZE];
    for (int i = 0; i < wave.length; i++) {
      double angle = 2 * Math.PI * (across * (i % SIZE) + down * (i / SIZE)) / SIZE;
      wave[i] = (float) (10 * Math.cos(angle));
    }
    return wave;
  }

  private static int highest(float[] power) {
    int highest = 0;
    for (int i = 0; i < power.length; i++) {
      highest = power[i] > power[highest] ? i : highest;
    }
    return highest;
  }
}
