package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.detector.FrameView;
import io.livegate.frame.Face;
import io.livegate.image.GreyImage;
import io.livegate.image.Image;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FreezeTest {

  private static final Face FACE = new Face(120, 60, 90, 110, 0.9f, null, 0);

  private final Freeze freeze = new Freeze();
  private final Random random = new Random(1);

  @Test
  void aRepeatedPictureIsFrozenForAsLongAsItRepeats() {
    assertThat(observe(picture(0, 1, 0, 0), FACE, 1_000)).isZero();
    assertThat(observe(picture(0, 1, 0, 0), FACE, 1_500)).isEqualTo(0.5);
    assertThat(observe(picture(0, 1, 0, 0), null, 4_000)).isEqualTo(3.0);
  }

  @Test
  void noiseAddedToAHeldFrameDoesNotEndAFreeze() {
    double seconds = 0;
    for (int i = 0; i <= 20; i++) {
      seconds = observe(picture(0, 1, 1.5, 0), FACE, i * 100L);
    }
    assertThat(seconds).isEqualTo(2.0);
  }

  @Test
  void aSlowChangeOfLightOnAHeldFrameDoesNotEndAFreeze() {
    double seconds = 0;
    for (int i = 0; i <= 20; i++) {
      seconds = observe(picture(0, 1 + i * 0.005, 1, 0), FACE, i * 100L);
    }
    assertThat(seconds).isEqualTo(2.0);
  }

  @Test
  void aClockThatGoesOnDoesNotEndAFreeze() {
    double seconds = 0;
    for (int i = 0; i <= 20; i++) {
      seconds = observe(picture(0, 1, 0.5, 10 + 5 * i), FACE, i * 100L);
    }
    assertThat(seconds).isEqualTo(2.0);
  }

  @Test
  void aFaceThatMovesByAPixelOrTwoEndsAFreezeThoughAllElseStandsStill() {
    double longest = 0;
    for (int i = 0; i <= 40; i++) {
      longest =
          Math.max(longest, observe(picture(2 * Math.sin(i / 3.0), 1, 0.5, 0), FACE, i * 100L));
    }
    assertThat(longest).isLessThan(1.0);
  }

  @Test
  void somebodyFarAwayBeforeAWallWithoutNoiseIsNotFrozen() {
    Face face = new Face(140, 90, 40, 50, 0.9f, null, 0);
    double longest = 0;
    for (int i = 0; i <= 40; i++) {
      longest = Math.max(longest, observe(farAway(Math.sin(i / 3.0)), face, i * 100L));
    }
    assertThat(longest).isLessThan(1.0);
    double held = 0;
    for (int i = 41; i <= 61; i++) {
      held = observe(farAway(0), face, i * 100L);
    }
    assertThat(held).isGreaterThanOrEqualTo(1.9);
  }

  @Test
  void somebodyTooFarAwayToBeSeenToMoveIsNotAccused() {
    Face face = new Face(150, 100, 14, 18, 0.9f, null, 0);
    double seconds = 0;
    for (int i = 0; i <= 40; i++) {
      seconds = observe(farAway(0), face, i * 100L);
    }
    assertThat(seconds).isEqualTo(Freeze.MOST_UNSURE);
  }

  @Test
  void anEmptyRoomWithNoiseIsNotFrozen() {
    double longest = 0;
    for (int i = 0; i <= 20; i++) {
      longest = Math.max(longest, observe(picture(0, 1, 4, 0), null, i * 100L));
    }
    assertThat(longest).isLessThan(1.0);
  }

  @Test
  void aClosedShutterIsNotFrozenForLongerThanFiveSeconds() {
    double longest = 0;
    for (int i = 0; i < 60; i++) {
      longest = Math.max(longest, observe(picture(0, 1, 0, 0), null, i * 1_000L));
    }
    assertThat(longest).isEqualTo(5.0);
  }

  @Test
  void aFaceThatIsNotFoundForAWhileDoesNotEndAFreeze() {
    observe(picture(0, 1, 0, 0), FACE, 1_000);
    assertThat(observe(picture(0, 1, 0, 0), null, 10_000)).isEqualTo(5.0);
    assertThat(observe(picture(0, 1, 0, 0), FACE, 13_000)).isEqualTo(12.0);
  }

  private double observe(Image image, @Nullable Face face, long atMillis) {
    List<Face> faces = face == null ? List.of() : List.of(face);
    return freeze.observe(new CueFrame(new FrameView(image, faces, atMillis))).value();
  }

  /** A striped face moved by {@code shift} pixels before a gradient, and a dial if not 0. */
  private Image picture(double shift, double light, double noise, int dial) {
    int width = 320;
    int height = 240;
    byte[] bgr = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean face = x >= 120 + shift && x < 210 + shift && y >= 60 && y < 170;
        boolean dark = face && ((x - (int) Math.round(shift)) / 15 + y / 15) % 2 == 0;
        double luma = face ? (dark ? 60 : 170) : 60 + x / 4.0;
        if (dial > 0 && x < 50 && y < 40) {
          luma = x * 3 < dial ? 250 : 10;
        }
        luma = luma * light + noise * random.nextGaussian();
        int at = (y * width + x) * 3;
        bgr[at] = bgr[at + 1] = bgr[at + 2] = (byte) Math.round(Math.max(0, Math.min(255, luma)));
      }
    }
    return new Image(width, height, bgr, 1);
  }

  /** A striped face of 40 x 50 pixels, moved by {@code shift}, before a smooth wall. */
  private static Image farAway(double shift) {
    int width = 320;
    int height = 240;
    byte[] bgr = new byte[width * height * 3];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean face = x >= 140 && x < 180 && y >= 90 && y < 140;
        double luma = face ? 115 + 40 * Math.sin((x - shift) / 3) : 60 + x / 4.0;
        int at = (y * width + x) * 3;
        bgr[at] = bgr[at + 1] = bgr[at + 2] = (byte) Math.round(luma);
      }
    }
    return new Image(width, height, bgr, 1);
  }

  /** A bright square on a gradient; moved by {@code shift} cells, everything lifted by light. */
  static GreyImage scene(int shift, float light) {
    float[] luma = new float[96 * 72];
    for (int y = 0; y < 72; y++) {
      for (int x = 0; x < 96; x++) {
        boolean square = x >= 30 + shift && x < 50 + shift && y >= 20 && y < 40;
        luma[y * 96 + x] = (square ? 200 : x + y) + light;
      }
    }
    return new GreyImage(96, 72, luma);
  }
}
