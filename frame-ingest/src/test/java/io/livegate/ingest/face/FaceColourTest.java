package io.livegate.ingest.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import org.junit.jupiter.api.Test;

class FaceColourTest {

  private static final Face FACE = new Face(20, 20, 40, 40, 1, null, 0);

  @Test
  void theColourIsThatOfTheMiddleAndNotOfTheBrightness() {
    for (double light : new double[] {1, 0.5, 0.2}) {
      FaceColour colour = FaceColour.of(picture(light), FACE);
      assertThat(colour.red()).as("red at %s", light).isCloseTo(0.5, within(0.02));
      assertThat(colour.blue()).as("blue at %s", light).isCloseTo(0.2, within(0.02));
    }
  }

  @Test
  void aFacePartlyOutsideThePictureIsMeasuredByTheRest() {
    Face leaving = new Face(-18, 20, 40, 40, 1, null, 0);
    assertThat(FaceColour.of(picture(1), leaving)).isNotNull();
  }

  @Test
  void aBlackFaceAndOneOutsideHaveNoColour() {
    assertThat(FaceColour.of(picture(0), FACE)).isNull();
    assertThat(FaceColour.of(picture(1), new Face(200, 20, 40, 40, 1, null, 0))).isNull();
  }

  /** A skin-coloured middle of the face (100, 60, 40 as R, G, B times two) on blue. */
  private static Image picture(double light) {
    byte[] bgr = new byte[80 * 80 * 3];
    for (int y = 0; y < 80; y++) {
      for (int x = 0; x < 80; x++) {
        boolean face = x >= 28 && x < 52 && y >= 28 && y < 52;
        int at = 3 * (y * 80 + x);
        bgr[at] = (byte) (light * (face ? 80 : 200));
        bgr[at + 1] = (byte) (light * (face ? 120 : 20));
        bgr[at + 2] = (byte) (light * (face ? 200 : 20));
      }
    }
    return new Image(80, 80, bgr, 1);
  }
}
