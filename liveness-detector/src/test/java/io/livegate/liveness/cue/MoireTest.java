package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.detector.FrameView;
import io.livegate.frame.Face;
import io.livegate.image.Image;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MoireTest {

  private final Random random = new Random(8);

  @Test
  void aRegularPatternOfColoursOnTheFaceStandsOut() {
    assertThat(play(6, 3, 120).value()).isGreaterThan(1.2);
  }

  @Test
  void skinWithNoiseHasNone() {
    assertThat(play(0, 3, 120).value()).isLessThan(1.0);
    assertThat(play(0, 0, 120).value()).isLessThan(0.5);
  }

  @Test
  void aSmallFaceSaysNothing() {
    assertThat(play(6, 3, 50).isPresent()).isFalse();
  }

  private Reading play(double moire, double noise, int faceWidth) {
    Moire cue = new Moire();
    Reading last = Reading.NONE;
    for (int i = 0; i < 12; i++) {
      Face face = new Face(40, 30, faceWidth, faceWidth, 0.9f, null, 0);
      Image image = picture(moire, noise, i);
      last = cue.observe(new CueFrame(new FrameView(image, List.of(face), i * 100L)));
    }
    return last;
  }

  /** Skin with a shade, noise, and a slanting beat that is of another phase in every colour. */
  private Image picture(double moire, double noise, int frame) {
    int width = 240;
    int height = 200;
    byte[] bgr = new byte[width * height * 3];
    for (int i = 0; i < width * height; i++) {
      int x = i % width;
      int y = i / width;
      double shade = 30 * Math.sin(x / 30.0) * Math.cos(y / 25.0);
      double beat = 2 * Math.PI * (0.21 * x + 0.13 * y) + frame;
      for (int c = 0; c < 3; c++) {
        double value = 110 + 20 * c + shade + moire * Math.cos(beat + c * 2 * Math.PI / 3);
        value += noise * random.nextGaussian();
        bgr[3 * i + c] = (byte) Math.round(Math.max(0, Math.min(255, value)));
      }
    }
    return new Image(width, height, bgr, 1);
  }
}
