package io.livegate.ingest.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.Face;
import io.livegate.image.GreyImage;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.ingest.source.FileSource;
import io.livegate.ingest.source.SourceFrame;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.testing.SharedMedia;
import io.livegate.testing.SharedModels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceCoverTest {

  private static final int WIDTH = 200;
  private static final int HEIGHT = 160;

  private final FaceCover cover = new FaceCover();
  private long now;

  @Test
  void aHandThatCrossesTheFaceRaisesItAndLetsItFall() {
    uncovered(10);
    List<Double> pass = new ArrayList<>();
    for (int hand = 20; hand <= 180; hand += 10) {
      pass.add(observe(picture(100, hand, 1), List.of(face(100))));
    }
    assertThat(pass.get(0)).as("before").isLessThan(0.1);
    assertThat(pass.get(8)).as("in the middle of the face").isGreaterThan(0.8);
    assertThat(pass.get(16)).as("afterwards").isLessThan(0.1);
  }

  @Test
  void aFaceHiddenSoWellThatItIsNotFoundIsCovered() {
    uncovered(10);
    assertThat(observe(picture(100, 100, 1), List.of())).isGreaterThan(0.8);
  }

  @Test
  void aFaceHiddenAfterThePictureHasShrunkIsCovered() {
    uncovered(10);
    cover.scale(0.5, 0.5);
    assertThat(observe(halved(picture(100, -1, 1)), List.of(face(100).scaled(0.5, 0.5))))
        .as("not hidden")
        .isLessThan(0.15);
    assertThat(observe(halved(picture(100, 100, 1)), List.of())).isGreaterThan(0.8);
  }

  @Test
  void aPersonWhoLeavesIsNotCovered() {
    uncovered(10);
    for (int x = 110; x <= 300; x += 10) {
      double covered = observe(picture(x, -1, 1), x < 190 ? List.of(face(x)) : List.of());
      if (!Double.isNaN(covered)) {
        assertThat(covered).as("face at %d", x).isLessThan(0.2);
      }
    }
  }

  @Test
  void lightComingAndGoingCoversNothing() {
    uncovered(10);
    for (double light = 1; light > 0.4; light -= 0.1) {
      assertThat(observe(picture(100, -1, light), List.of(face(100)))).isLessThan(0.1);
    }
  }

  @Test
  void somebodyElseInFrontIsNotAnObject() {
    uncovered(10);
    Face other =
        new Face(20, 40, 60, 80, 0.93f, new float[] {38, 70, 62, 70, 50, 86, 41, 100, 59, 100}, 7);
    assertThat(observe(picture(50, -1, 1), List.of(other, face(150)))).isNaN();
  }

  @Test
  void withoutAFaceOrItsLandmarksThereIsNothingToSay() {
    assertThat(observe(picture(100, -1, 1), List.of())).isNaN();
    assertThat(observe(picture(100, -1, 1), List.of(new Face(70, 40, 60, 80, 1, null, 0)))).isNaN();
  }

  @Test
  void aRealHeadThatTurnsToBothProfilesIsNotCovered() throws Exception {
    Path clip = SharedMedia.at("dev/live/anit-spoofing__real.mp4");
    ModelCard card = ModelCards.bundled().get("yunet-n");
    FaceTracker tracker = new FaceTracker();
    double most = 0;
    try (FaceFinder finder = new ModelFaceFinder(card, SharedModels.storeWith(card));
        FileSource source = new FileSource(clip)) {
      for (SourceFrame frame = source.next(); frame != null; frame = source.next()) {
        Image image = ImageDecoder.decode(frame.encoded(), ImageHeader.parse(frame.encoded()), 640);
        List<Face> faces = tracker.track(finder.find(image), frame.mediaMillis());
        double covered = cover.observe(image, faces, frame.mediaMillis());
        most = Double.isNaN(covered) ? most : Math.max(most, covered);
      }
    }
    assertThat(most).isBetween(0.05, 0.45);
  }

  private void uncovered(int frames) {
    for (int i = 0; i < frames; i++) {
      double covered = observe(picture(100, -1, 1), List.of(face(100)));
      assertThat(i == 0 ? 0 : covered).as("frame %d", i).isLessThan(0.1);
    }
  }

  private double observe(Image image, List<Face> faces) {
    now += 100;
    return cover.observe(image, faces, now);
  }

  private static Face face(int x) {
    float[] at = {x - 12, 70, x + 12, 70, x, 86, x - 9, 100, x + 9, 100};
    return new Face(x - 30, 40, 60, 80, 0.93f, at, 0);
  }

  private static Image halved(Image image) {
    GreyImage grey = GreyImage.of(image, WIDTH / 2);
    byte[] bgr = new byte[grey.luma().length * 3];
    for (int i = 0; i < bgr.length; i++) {
      bgr[i] = (byte) grey.luma()[i / 3];
    }
    return new Image(WIDTH / 2, HEIGHT / 2, bgr, 1);
  }

  /**
   * A head before a striped wall.
   *
   * @param x its middle
   * @param hand middle of a hand as wide as the face, -1 for none
   */
  private static Image picture(int x, int hand, double light) {
    byte[] bgr = new byte[WIDTH * HEIGHT * 3];
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        double luma = 90 + 50 * Math.sin(column * 0.3);
        double u = (column - x) / 30.0;
        double v = (row - 80) / 42.0;
        if (u * u + v * v < 1) {
          luma = 150 + 25 * Math.sin(column - x) * Math.cos(row * 0.7);
          boolean eye = Math.abs(row - 70) < 4 && Math.abs(Math.abs(column - x) - 12) < 6;
          boolean mouth = Math.abs(row - 100) < 4 && Math.abs(column - x) < 12;
          luma = eye || mouth ? 40 : luma;
        }
        if (hand >= 0 && Math.abs(column - hand) < 32 && row > 45) {
          luma = 170 - Math.abs(column - hand);
        }
        for (int channel = 0; channel < 3; channel++) {
          bgr[3 * (row * WIDTH + column) + channel] = (byte) (luma * light);
        }
      }
    }
    return new Image(WIDTH, HEIGHT, bgr, 1);
  }
}
