package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.image.GreyImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UniformTest {

  @Test
  void aCoveredCameraHasNoStructureAndIsBlack() {
    GreyImage black = grey((x, y) -> 3f);
    assertThat(Uniform.structure(black)).isZero();
    assertThat(Uniform.isBlack(black)).isTrue();
  }

  @Test
  void aWallWithALightGradientAndGrainHasLittleStructure() {
    Random random = new Random(7);
    GreyImage wall = grey((x, y) -> 140 + 0.3f * x + 0.2f * y + random.nextFloat());
    assertThat(Uniform.structure(wall)).isLessThan(0.8);
    assertThat(Uniform.isBlack(wall)).isFalse();
  }

  @Test
  void anObjectOnTheWallRaisesIt() {
    assertThat(Uniform.structure(FreezeTest.scene(0, 0))).isGreaterThan(0.8);
  }

  @Test
  void onePixelHasNoStructure() {
    assertThat(Uniform.structure(new GreyImage(1, 1, new float[] {90}))).isZero();
  }

  private interface Luma {
    float at(int x, int y);
  }

  private static GreyImage grey(Luma luma) {
    float[] values = new float[96 * 72];
    for (int i = 0; i < values.length; i++) {
      values[i] = luma.at(i % 96, i / 96);
    }
    return new GreyImage(96, 72, values);
  }
}
