package io.livegate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PlanarFitTest {

  private static final int POINTS = 60;

  private final float[] from = new float[2 * POINTS];
  private final float[] to = new float[2 * POINTS];

  @Test
  void aTiltedPlaneIsExplainedToTheLastTenthOfAPixel() {
    tilt(0.0008);
    float[] left = PlanarFit.homography(from, to).orElseThrow().residuals(from, to);
    for (float residual : left) {
      assertThat(residual).isCloseTo(0, within(0.01f));
    }
  }

  @Test
  void aThirdOfThePointsMayGoElsewhere() {
    tilt(0.0008);
    for (int i = 0; i < POINTS / 3; i++) {
      to[6 * i + 1] += 9;
    }
    float[] left = PlanarFit.homography(from, to).orElseThrow().residuals(from, to);
    for (int i = 0; i < POINTS; i++) {
      assertThat(left[2 * i + 1]).isCloseTo(i % 3 == 0 ? 9 : 0, within(0.05f));
    }
  }

  @Test
  void anAffineMapDoesNotExplainPerspective() {
    tilt(0.002);
    float[] left = PlanarFit.affine(from, to).orElseThrow().residuals(from, to);
    double most = 0;
    for (float residual : left) {
      most = Math.max(most, Math.abs(residual));
    }
    assertThat(most).isGreaterThan(1);
  }

  @Test
  void theSamePointsGiveTheSameFit() {
    tilt(0.001);
    Random random = new Random(5);
    for (int i = 0; i < to.length; i++) {
      to[i] += (float) random.nextGaussian();
    }
    assertThat(PlanarFit.homography(from, to).orElseThrow().residuals(from, to))
        .isEqualTo(PlanarFit.homography(from, to).orElseThrow().residuals(from, to));
  }

  @Test
  void tooFewPointsAndPointsOnOneSpotFitNothing() {
    assertThat(PlanarFit.homography(new float[14], new float[14])).isEmpty();
    assertThat(PlanarFit.affine(new float[40], new float[40])).isEmpty();
    assertThatThrownBy(() -> PlanarFit.affine(new float[40], new float[38]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void tilt(double perspective) {
    Random random = new Random(1);
    for (int i = 0; i < POINTS; i++) {
      double x = 120 * random.nextDouble();
      double y = 150 * random.nextDouble();
      double w = 1 + perspective * x;
      from[2 * i] = (float) x;
      from[2 * i + 1] = (float) y;
      to[2 * i] = (float) ((0.97 * x - 0.05 * y + 12) / w);
      to[2 * i + 1] = (float) ((0.04 * x + 1.02 * y - 5) / w);
    }
  }
}
