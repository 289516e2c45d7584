package io.livegate.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.image.Sharpness;
import io.livegate.testing.TestImages;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameViewTest {

  private final Image image = TestImages.noise(320, 240, 7);
  private final Face judged = new Face(30, 20, 120, 160, 0.9f, null, 0);
  private final Face other = new Face(180, 40, 60, 60, 0.9f, null, 1);

  @Test
  void itsSharpnessIsThatOfTheJudgedFace() {
    FrameView view = new FrameView(image, List.of(judged, other), 0);
    assertThat(view.sharpness()).isEqualTo(Sharpness.of(image, 30, 20, 120, 160, 96, 128));
  }

  @Test
  void whereThePictureEndsIsNoEdgeOfAFace() {
    byte[] grey = new byte[320 * 240 * 3];
    Arrays.fill(grey, (byte) 120);
    Image blank = new Image(320, 240, grey, 1);
    for (float[] at : new float[][] {{260, 60}, {100, 150}, {-60, 60}, {100, -60}, {260, 150}}) {
      Face leaving = new Face(at[0], at[1], 120, 160, 0.9f, null, 0);
      assertThat(new FrameView(blank, List.of(leaving), 0).sharpness()).isLessThan(1e-6);
    }
    Face half = new Face(260, 20, 120, 160, 0.9f, null, 0);
    assertThat(new FrameView(image, List.of(half), 0).sharpness())
        .isEqualTo(Sharpness.of(image, 260, 20, 60, 160, 48, 128));
  }

  @Test
  void withoutAFaceItIsThatOfThePicture() {
    FrameView view = new FrameView(image, List.of(), 0);
    assertThat(view.sharpness()).isEqualTo(view.thumbnail().laplacianVariance());
  }
}
