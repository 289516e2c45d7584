package io.livegate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.image.Lines.Line;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

  @Test
  void theSidesOfARectangleAreFound() {
    float[] luma = new float[160 * 120];
    for (int i = 0; i < luma.length; i++) {
      int x = i % 160;
      int y = i / 160;
      luma[i] = x >= 40 && x < 110 && y >= 30 && y < 90 ? 200 : 60;
    }
    List<Line> lines = Lines.find(new GreyImage(160, 120, luma), 30);
    assertThat(lines).hasSize(4);
    assertThat(lines.stream().mapToDouble(Line::length).sum()).isCloseTo(260, within(25.0));
  }

  @Test
  void aPlainPictureHasNone() {
    assertThat(Lines.find(new GreyImage(160, 120, new float[160 * 120]), 10)).isEmpty();
  }
}
