package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import org.junit.jupiter.api.Test;

class StillFaceTest {

  private final StillFace stillFace = new StillFace();

  @Test
  void aPortraitCarriedAcrossThePictureStaysStill() {
    double seconds = 0;
    for (int i = 0; i <= 20; i++) {
      int x = 40 + 4 * i;
      seconds = stillFace.observe(picture(x, 10, 0), face(x), i * 100L);
    }
    assertThat(seconds).isEqualTo(2.0);
  }

  @Test
  void aChangeOfLightIsNotAChangeOfFace() {
    stillFace.observe(picture(60, 10, 0), face(60), 0);
    assertThat(stillFace.observe(picture(60, 10, 40), face(60), 1_000)).isEqualTo(1.0);
  }

  @Test
  void anOpeningMouthEndsTheRun() {
    stillFace.observe(picture(60, 4, 0), face(60), 0);
    stillFace.observe(picture(60, 4, 0), face(60), 1_000);
    assertThat(stillFace.observe(picture(60, 24, 0), face(60), 1_100)).isZero();
  }

  @Test
  void anotherTrackStartsAnew() {
    stillFace.observe(picture(60, 10, 0), face(60), 0);
    assertThat(stillFace.observe(picture(60, 10, 0), face(60).withTrack(1), 1_000)).isZero();
  }

  private static Face face(int x) {
    return new Face(x, 50, 96, 96, 0.9f, null, 0);
  }

  /** A face of two dark eyes and a mouth {@code mouth} pixels high, on grey, with extra light. */
  private static Image picture(int faceX, int mouth, int light) {
    int width = 320;
    int height = 240;
    byte[] bgr = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int fx = x - faceX;
        int fy = y - 50;
        boolean inFace = fx >= 0 && fx < 96 && fy >= 0 && fy < 96;
        boolean eye = fy >= 28 && fy < 40 && ((fx >= 20 && fx < 36) || (fx >= 60 && fx < 76));
        boolean lips = fy >= 66 && fy < 66 + mouth && fx >= 30 && fx < 66;
        int luma = light + (inFace ? (eye ? 30 : lips ? 60 : 150) : 90);
        int at = (y * width + x) * 3;
        bgr[at] = bgr[at + 1] = bgr[at + 2] = (byte) Math.min(255, luma);
      }
    }
    return new Image(width, height, bgr, 1);
  }
}
