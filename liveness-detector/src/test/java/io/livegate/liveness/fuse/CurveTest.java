package io.livegate.liveness.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {

  private final Curve curve = new Curve(List.of(0.0, 1.0, 3.0), List.of(-2.0, 0.0, 1.0));

  @Test
  void betweenPointsItIsLinearAndBeyondThemFlat() {
    assertThat(curve.at(-5)).isEqualTo(-2);
    assertThat(curve.at(0.5)).isCloseTo(-1, within(1e-9));
    assertThat(curve.at(2)).isCloseTo(0.5, within(1e-9));
    assertThat(curve.at(9)).isEqualTo(1);
  }

  @Test
  void aCurveThatTurnsIsRefused() {
    assertThatThrownBy(() -> new Curve(List.of(0.0, 1.0, 2.0), List.of(0.0, 1.0, 0.5)))
        .hasMessageContaining("rises or falls, not both");
  }

  @Test
  void valuesOutOfOrderAreRefused() {
    assertThatThrownBy(() -> new Curve(List.of(1.0, 1.0), List.of(0.0, 1.0)))
        .hasMessageContaining("must ascend");
  }

  @Test
  void aCurveWithoutAPointForEachValueIsRefused() {
    assertThatThrownBy(() -> new Curve(List.of(1.0, 2.0), List.of(0.0)))
        .hasMessageContaining("as many values as log ratios");
  }
}
