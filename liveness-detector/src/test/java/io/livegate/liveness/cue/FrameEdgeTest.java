package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.detector.FrameView;
import io.livegate.frame.Face;
import io.livegate.image.Image;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameEdgeTest {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;

  private final FrameEdge frameEdge = new FrameEdge();

  /** Height of the black bars above and below, pixels. */
  private double bars;

  @Test
  void aSheetThatMovesWithTheFaceOnItShowsItsEdges() {
    assertThat(play(true, 20, 0).value()).isGreaterThan(0.2);
  }

  @Test
  void aDoorBehindSomebodyWhoMovesStaysWhereItIs() {
    Reading reading = play(false, 20, 0);
    assertThat(reading.isPresent()).isTrue();
    assertThat(reading.value()).isLessThan(0.1);
  }

  @Test
  void aDoorThatShakesWithTheCameraIsNotHeldByThePersonBeforeIt() {
    Reading reading = play(false, 6, 2);
    assertThat(reading.isPresent()).isTrue();
    assertThat(reading.value()).isLessThan(0.1);
  }

  @Test
  void aSheetBeforeAShakingCameraShowsItsEdges() {
    assertThat(play(true, 20, 2).value()).isGreaterThan(0.2);
  }

  @Test
  void nothingIsSaidOfAMovingCamera() {
    Reading reading = play(false, 20, 20);
    assertThat(reading.isPresent() ? reading.value() : 0).isLessThan(0.1);
  }

  @Test
  void barsAtThePicturesRimDoNotMakeAMovingCameraStand() {
    bars = 30;
    Reading reading = play(false, 20, 20);
    assertThat(reading.isPresent() ? reading.value() : 0).isLessThan(0.1);
  }

  @Test
  void noMoreDoBarsThinnerThanAPixel() {
    bars = 0.4;
    Reading reading = play(false, 20, 20);
    assertThat(reading.isPresent() ? reading.value() : 0).isLessThan(0.1);
  }

  @Test
  void aSheetBetweenBarsShowsItsEdges() {
    bars = 30;
    assertThat(play(true, 20, 0).value()).isGreaterThan(0.2);
    assertThat(play(true, 20, 2).value()).isGreaterThan(0.2);
  }

  @Test
  void aFaceThatDoesNotMoveSaysNothing() {
    assertThat(play(true, 0, 0).isPresent()).isFalse();
  }

  @Test
  void aPictureWithoutAFaceSaysNothing() {
    Image image = picture(true, 0, 0);
    FrameView view = new FrameView(image, List.of(), 0);
    assertThat(frameEdge.observe(new CueFrame(view)).isPresent()).isFalse();
  }

  /** Three seconds in which face and sheet sway by so many pixels, and the room by so many. */
  private Reading play(boolean sheet, double sway, double roomSway) {
    Reading last = Reading.NONE;
    for (int i = 0; i < 30; i++) {
      double phase = Math.sin(i * 0.21);
      double dx = sway * phase;
      Image image = picture(sheet, dx, roomSway * phase);
      last = frameEdge.observe(new CueFrame(new FrameView(image, List.of(face(dx)), i * 100L)));
    }
    return last;
  }

  private static Face face(double dx) {
    float x = (float) (130 + dx);
    float[] landmarks = {x + 15, 100, x + 45, 100, x + 30, 118, x + 18, 136, x + 42, 136};
    return new Face(x, 80, 60, 75, 0.9f, landmarks, 0);
  }

  /** A panelled room with a door, before it a round face, on a bright sheet or on nothing. */
  private Image picture(boolean sheet, double dx, double roomDx) {
    byte[] bgr = new byte[WIDTH * HEIGHT * 3];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double rx = x - roomDx;
        // panels of ever other widths: no shift looks like another
        double luma = Math.sin(rx * rx / 2_500) > 0 ? 90 : 125;
        if (rx > 60 && rx < 100 && y > 30) {
          luma = 160;
        }
        double px = x - dx;
        if (sheet && px > 105 && px < 215 && y > 45 && y < 195) {
          luma = 225;
        }
        double fx = (px - 160) / 30;
        double fy = (y - 117) / 38.0;
        if (fx * fx + fy * fy < 1) {
          luma = 150 + 30 * Math.sin(px / 4) * Math.sin(y / 5.0);
        }
        luma *= Math.max(0, Math.min(1, Math.min(y + 1, HEIGHT - y) - bars));
        int at = (y * WIDTH + x) * 3;
        bgr[at] = bgr[at + 1] = bgr[at + 2] = (byte) Math.round(luma);
      }
    }
    return new Image(WIDTH, HEIGHT, bgr, 1);
  }
}
