package io.livegate.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.evaluate.stats.DetCurve.Point;
import org.junit.jupiter.api.Test;

class DetCurveTest {

  @Test
  void goesFromNobodyPassesToEverybodyPasses() {
    DetCurve curve = DetCurve.of(new double[] {0.9, 0.4}, new double[] {0.6, 0.1});
    assertThat(curve.points())
        .containsExactly(
            new Point(Double.POSITIVE_INFINITY, 1, 0),
            new Point(0.9, 0.5, 0),
            new Point(0.6, 0.5, 0.5),
            new Point(0.4, 0, 0.5),
            new Point(0.1, 0, 1));
    assertThat(curve.equalErrorRate()).isEqualTo(0.5);
  }

  @Test
  void isEmptyWhenAClassIs() {
    assertThat(DetCurve.of(new double[0], new double[] {1}).points()).isEmpty();
    assertThat(DetCurve.of(new double[0], new double[] {1}).equalErrorRate()).isNaN();
  }

  @Test
  void histogramPutsTheBestScoreIntoTheLastBin() {
    assertThat(Histogram.of(new double[] {0, 0.24, 0.25, 0.99, 1}, 4)).containsExactly(2, 1, 0, 2);
  }
}
