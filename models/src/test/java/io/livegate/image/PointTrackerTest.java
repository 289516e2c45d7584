package io.livegate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegate.testing.TestImages;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PointTrackerTest {

  @Test
  void followsPointsAcrossPatchesCutAtDifferentPlaces() {
    GreyPatch from = patch(100, 80, 0, 0);
    GreyPatch to = patch(95, 70, 7.3, -4.6);
    float[] points = PointTracker.corners(from, 110, 90, 100, 80, 40, 0.02, 6);
    assertThat(points.length).isGreaterThan(40);
    PointTracker.Followed followed = PointTracker.follow(from, to, points, points);
    for (int i = 0; i < points.length / 2; i++) {
      assertThat(followed.error()[i]).isLessThan(0.1f);
      assertThat(followed.points()[2 * i] - points[2 * i]).isCloseTo(7.3f, within(0.15f));
      assertThat(followed.points()[2 * i + 1] - points[2 * i + 1]).isCloseTo(-4.6f, within(0.15f));
    }
  }

  @Test
  void aPointGoesWhereItGoesWhateverElseIsFollowedWithIt() {
    GreyPatch from = patch(100, 80, 0, 0);
    GreyPatch to = patch(95, 70, 7.3, -4.6);
    float[] points = PointTracker.corners(from, 110, 90, 100, 80, 40, 0.02, 6);
    PointTracker.Followed together = PointTracker.follow(from, to, points, points);
    for (int i = 0; i < points.length / 2; i++) {
      float[] point = {points[2 * i], points[2 * i + 1]};
      PointTracker.Followed alone = PointTracker.follow(from, to, point, point);
      assertThat(alone.points())
          .containsExactly(Arrays.copyOfRange(together.points(), 2 * i, 2 * i + 2));
      assertThat(alone.error()).containsExactly(together.error()[i]);
    }
  }

  @Test
  void cornersLieInTheirBox() {
    GreyPatch patch = patch(60, 40, 0, 0);
    float[] points = PointTracker.corners(patch, 90, 70, 50, 40, 30, 0.02, 5);
    assertThat(points).isNotEmpty();
    for (int i = 0; i < points.length; i += 2) {
      assertThat(points[i]).isBetween(90f, 140f);
      assertThat(points[i + 1]).isBetween(70f, 110f);
    }
  }

  @Test
  void aWallHasNoCornersAndABoxOutsideNone() {
    GreyPatch wall = GreyPatch.of(TestImages.wall(200, 200, 90), 0, 0, 200, 200, 1).orElseThrow();
    assertThat(PointTracker.corners(wall, 0, 0, 200, 200, 30, 0.02, 5)).isEmpty();
    assertThat(PointTracker.corners(patch(0, 0, 0, 0), 900, 900, 50, 50, 30, 0.02, 5)).isEmpty();
  }

  @Test
  void noPointsAreFollowedToNone() {
    GreyPatch patch = patch(0, 0, 0, 0);
    assertThat(PointTracker.follow(patch, patch, new float[0], new float[0]).points()).isEmpty();
  }

  @Test
  void pointsAndGuessesMustMatch() {
    GreyPatch patch = patch(0, 0, 0, 0);
    assertThatThrownBy(() -> PointTracker.follow(patch, patch, new float[4], new float[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPatchKnowsItsPlaceAndScaleAndEndsAtThePicture() {
    Image image = picture(0, 0);
    GreyPatch patch = GreyPatch.of(image, -50, 100, 150, 400, 0.5).orElseThrow();
    assertThat(patch.left()).isZero();
    assertThat(patch.top()).isEqualTo(50);
    assertThat(patch.width()).isEqualTo(50);
    assertThat(patch.height()).isEqualTo(image.height() / 2 - 50);
    assertThat(GreyPatch.of(image, 5000, 0, 100, 100, 1)).isEmpty();
    assertThatThrownBy(() -> GreyPatch.of(image, 0, 0, 100, 100, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static GreyPatch patch(int left, int top, double dx, double dy) {
    return GreyPatch.of(picture(dx, dy), left, top, 160, 140, 1).orElseThrow();
  }

  /** Smooth, not periodic over the picture, moved by {@code dx, dy}. */
  private static Image picture(double dx, double dy) {
    int width = 320;
    int height = 240;
    byte[] bgr = new byte[width * height * 3];
    for (int y = 0, at = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double u = x - dx;
        double v = y - dy;
        double value =
            128
                + 50 * Math.sin(0.31 * u + 3 * Math.sin(0.043 * v))
                + 50 * Math.sin(0.27 * v + 3 * Math.sin(0.037 * u));
        for (int c = 0; c < 3; c++) {
          bgr[at++] = (byte) Math.round(value);
        }
      }
    }
    return new Image(width, height, bgr, 1);
  }
}
