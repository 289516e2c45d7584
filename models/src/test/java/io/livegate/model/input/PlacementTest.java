package io.livegate.model.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.frame.Face;
import io.livegate.model.ModelCard.Input;
import io.livegate.model.ModelCards;
import org.junit.jupiter.api.Test;

class PlacementTest {

  private static final Face IN_TENSOR =
      new Face(40, 60, 20, 30, 0.9f, new float[] {45, 65, 55, 65, 50, 75, 46, 80, 54, 80}, -1);

  @Test
  void aStretchedPictureIsStretchedBack() {
    Face face = placed("ultraface-rfb", 640, 960); // 320 x 240: half, and a quarter
    assertBox(face, 80, 240, 40, 120);
    assertThat(face.landmarks()).startsWith(90, 260, 110, 260);
  }

  @Test
  void aLetterboxAtTheTopLeftIsScaledOnly() {
    assertBox(placed("yunet-n", 640, 480), 80, 120, 40, 60); // 320 x 320: half
  }

  @Test
  void aLetterboxInTheMiddleIsMovedToo() {
    // 128 x 128: a fifth, 128 x 96, 16 rows of black above
    Face face = placed("blazeface-short", 640, 480);
    assertBox(face, 200, 220, 100, 150);
    assertThat(face.landmarks()).startsWith(225, 245, 275, 245);
  }

  private static Face placed(String card, int width, int height) {
    Input input = ModelCards.bundled().get(card).input();
    return Placement.of(input, width, height).inPicture(IN_TENSOR);
  }

  private static void assertBox(Face face, float... box) {
    assertThat(new float[] {face.x(), face.y(), face.width(), face.height()})
        .containsExactly(box, within(1e-3f));
  }
}
