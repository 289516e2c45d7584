package io.livegate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpectrumTest {

  private static final int SIZE = 32;

  @Test
  void aWaveStandsAtItsFrequencyAndAtTheNegativeOfIt() {
    float[] power = spectrum(wave(5, 3), new float[SIZE * SIZE]);
    assertThat(highest(power)).isIn(3 * SIZE + 5, (SIZE - 3) * SIZE + SIZE - 5);
    assertThat(power[3 * SIZE + 5])
        .isCloseTo(power[(SIZE - 3) * SIZE + SIZE - 5], within(power[3 * SIZE + 5] * 1e-3f));
  }

  @Test
  void thePowersOfBothPatchesAddUp() {
    float[] both = spectrum(wave(5, 3), wave(2, 9));
    float[] first = spectrum(wave(5, 3), new float[SIZE * SIZE]);
    float[] second = spectrum(new float[SIZE * SIZE], wave(2, 9));
    for (int i = 0; i < both.length; i++) {
      assertThat(both[i]).isCloseTo(first[i] + second[i], within(1f + both[i] * 1e-3f));
    }
  }

  @Test
  void aFlatPatchHasNoPower() {
    float[] flat = new float[SIZE * SIZE];
    java.util.Arrays.fill(flat, 90);
    float[] power = spectrum(flat, flat);
    assertThat(power[highest(power)]).isLessThan(1e-3f);
  }

  @Test
  void whatWasMeasuredBeforeLeavesNoTrace() {
    Spectrum used = new Spectrum(SIZE);
    used.power(wave(1, 7), wave(4, 4));
    assertThat(used.power(wave(5, 3), wave(2, 9)))
        .containsExactly(spectrum(wave(5, 3), wave(2, 9)));
  }

  private static float[] spectrum(float[] first, float[] second) {
    return new Spectrum(SIZE).power(first, second);
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
