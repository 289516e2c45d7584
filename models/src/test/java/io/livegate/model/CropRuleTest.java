package io.livegate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.ModelCard.Border;
import io.livegate.testing.TestImages;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CropRuleTest {

  private static final ModelCards CARDS = ModelCards.bundled();
  private static final Image IMAGE = TestImages.wall(640, 480, 0);

  @Test
  void aBoxWellInsideGrowsAboutItsCentre() {
    // s = min(479/120, 639/100, 2.7) = 2.7: 270 x 324 about (300, 240), rows and columns inclusive
    assertThat(region("minifasnet-v2", face(250, 180, 100, 120)))
        .isEqualTo(Region.upright(165, 78, 271, 325, Border.SHIFT));
  }

  @Test
  void aBoxAtTheEdgeIsMovedInsideAndNotCutOff() {
    // 270 x 324 about (50, 60): left -85 and top -102 move to 0
    assertThat(region("minifasnet-v2", face(0, 0, 100, 120)))
        .isEqualTo(Region.upright(0, 0, 271, 325, Border.SHIFT));
    // about (600, 430): right 735 moves to 639, bottom 592 to 479
    assertThat(region("minifasnet-v2", face(550, 370, 100, 120)))
        .isEqualTo(Region.upright(369, 155, 271, 325, Border.SHIFT));
  }

  @Test
  void aLargeBoxGrowsOnlyAsFarAsThePictureGoes() {
    // s = min(479/240, 639/200, 4.0) = 479/240: 399.17 x 479 about (320, 240)
    assertThat(region("minifasnet-v1se", face(220, 120, 200, 240)))
        .isEqualTo(Region.upright(120, 0, 400, 480, Border.SHIFT));
  }

  @Test
  void aBoxOutsideOrOnOnePixelStillGivesARegionInside() {
    assertThat(region("minifasnet-v2", face(5000, 5000, 10, 10)))
        .isEqualTo(Region.upright(612, 452, 28, 28, Border.SHIFT));
    assertThat(
            CropRule.of(CARDS.get("minifasnet-v2"))
                .region(TestImages.wall(1, 1, 0), face(0, 0, 10, 10)))
        .isEqualTo(Region.upright(0, 0, 1, 1, Border.SHIFT));
  }

  @Test
  void anUprightFaceGivesAnUprightEyesMouthSquare() {
    // eyes 60 apart at y=200, mouth at y=270: base |B-E| = 70, side 2.86*70 = 200.2;
    // E=(300,200), nose (300,240), bridge (300,220), centre (300,230)
    Region region = region("meso4-df", points(270, 200, 330, 200, 300, 240, 280, 270, 320, 270));
    assertThat(region.isUpright()).isTrue();
    assertThat(region.width()).isCloseTo(200.2, within(1e-9));
    assertThat(region.height()).isCloseTo(200.2, within(1e-9));
    assertThat(region.x()).isCloseTo(300 - 100.1, within(1e-9));
    assertThat(region.y()).isCloseTo(230 - 100.1, within(1e-9));
    assertThat(region.border()).isEqualTo(Border.REFLECT101);
  }

  @Test
  void wideEyesSetTheSizeOfTheEyesMouthSquare() {
    Region region = region("meso4-df", points(250, 200, 350, 200, 300, 240, 280, 270, 320, 270));
    assertThat(region.width()).isCloseTo(2.86 * 100, within(1e-9));
  }

  @Test
  void aTurnedFaceTurnsTheEyesMouthSquareWithIt() {
    // the upright face above turned clockwise by 90 degrees about (300, 230):
    // (dx, dy) -> (-dy, dx)
    Region region = region("meso4-df", points(330, 200, 330, 260, 290, 230, 260, 210, 260, 250));
    assertThat(region.ux()).isCloseTo(0, within(1e-9));
    assertThat(region.uy()).isCloseTo(200.2, within(1e-9));
    assertThat(region.vx()).isCloseTo(-200.2, within(1e-9));
    assertThat(region.vy()).isCloseTo(0, within(1e-9));
    assertThat(region.x()).isCloseTo(300 + 100.1, within(1e-9));
    assertThat(region.y()).isCloseTo(230 - 100.1, within(1e-9));
  }

  @Test
  void eyesLevelTurnsTheSquareOfTheBoxAboutItsCentre() {
    // eye line 3-4-5: cos 0.8, sin 0.6; side 1.5 * max(100, 120) = 180 about (300, 260)
    Face face =
        new Face(250, 200, 100, 120, 0.9f, new float[] {270, 220, 310, 250, 0, 0, 0, 0, 0, 0}, 0);
    Region region = CropRule.of(CARDS.get("facemesh-v2")).region(IMAGE, face);
    assertThat(region.ux()).isCloseTo(144, within(1e-9));
    assertThat(region.uy()).isCloseTo(108, within(1e-9));
    assertThat(region.vx()).isCloseTo(-108, within(1e-9));
    assertThat(region.vy()).isCloseTo(144, within(1e-9));
    assertThat(region.x() + (region.ux() + region.vx()) / 2).isCloseTo(300, within(1e-9));
    assertThat(region.y() + (region.uy() + region.vy()) / 2).isCloseTo(260, within(1e-9));
  }

  @Test
  void aTiltedFaceStandsUprightInTheCropAndAnUprightOneIsLeftAsItIs() {
    double turn = Math.toRadians(20);
    Face upright = face(250, 200, 100, 120, 0);
    Face tilted = face(250, 200, 100, 120, turn);
    Region plain = region("minifasnet-v2", upright);
    assertThat(plain.isUpright()).isTrue();
    assertThat(plain).isEqualTo(region("minifasnet-v2", face(250, 200, 100, 120)));
    assertThat(region("minifasnet-v2", face(250, 200, 100, 120, Math.toRadians(9.9))))
        .isEqualTo(plain);
    Region turned = region("minifasnet-v2", tilted);
    assertThat(Math.atan2(turned.uy(), turned.ux())).isCloseTo(turn, within(1e-6));
    assertThat(Math.atan2(-turned.vx(), turned.vy())).isCloseTo(turn, within(1e-6));
    assertThat(turned.width()).isCloseTo(plain.width(), within(1e-6));
    assertThat(turned.height()).isCloseTo(plain.height(), within(1e-6));
    assertThat(turned.x() + (turned.ux() + turned.vx()) / 2)
        .isCloseTo(plain.x() + plain.width() / 2, within(1e-6));
    assertThat(turned.border()).isEqualTo(Border.REFLECT101);
  }

  @Test
  void aTurnedAwayFaceIsLevelByTheLineFromEyesToMouth() {
    // at profile the eyes lie nearly on each other, and a pixel of error would be a wild angle
    float[] profile = {300, 250, 304, 254, 330, 270, 302, 300, 306, 300};
    Face face = new Face(250, 200, 100, 120, 0.9f, profile, 0);
    assertThat(region("minifasnet-v2", face).isUpright()).isTrue();
  }

  @Test
  void thePaddedSquareMayLeaveThePicture() {
    assertThat(region("facenox-minifas", face(0, 0, 100, 120)))
        .isEqualTo(Region.upright(50 - 90, 60 - 90, 180, 180, Border.REFLECT101));
  }

  @Test
  void theEyeIsCutBetweenItsCorners() {
    Region region = CropRule.of(CARDS.get("ocec-p")).eye(100, 50, 150, 50, 40.0 / 24);
    assertThat(region.ux()).isCloseTo(60, within(1e-9));
    assertThat(region.vy()).isCloseTo(36, within(1e-9));
    assertThat(region.x()).isCloseTo(95, within(1e-9));
    assertThat(region.y()).isCloseTo(32, within(1e-9));
  }

  @Test
  void aRuleSaysWhatItNeeds() {
    Face bare = face(0, 0, 10, 10);
    assertThat(CropRule.of(CARDS.get("yunet-n")).accepts(null)).isTrue();
    assertThat(CropRule.of(CARDS.get("minifasnet-v2")).accepts(null)).isFalse();
    assertThat(CropRule.of(CARDS.get("minifasnet-v2")).accepts(bare)).isTrue();
    assertThat(CropRule.of(CARDS.get("meso4-df")).accepts(bare)).isFalse();
    assertThat(CropRule.of(CARDS.get("ocec-p")).accepts(bare)).isFalse();
    assertThatThrownBy(() -> region("minifasnet-v2", null))
        .hasMessage("model minifasnet-v2 needs a face: its crop is SHIFTED_BOX_LEVEL");
    assertThatThrownBy(() -> region("meso4-df", bare))
        .hasMessage(
            "model meso4-df needs the face's landmarks: its crop is EYES_MOUTH; this face finder"
                + " gives none");
  }

  private static Region region(String id, @Nullable Face face) {
    return CropRule.of(CARDS.get(id)).region(IMAGE, face);
  }

  private static Face face(float x, float y, float width, float height) {
    return new Face(x, y, width, height, 0.9f, null, 0);
  }

  /** With landmarks turned clockwise by so much about the middle of the box. */
  private static Face face(float x, float y, float width, float height, double turn) {
    double[] upright = {-20, -15, 20, -15, 0, 5, -15, 25, 15, 25};
    float[] turned = new float[10];
    for (int i = 0; i < 10; i += 2) {
      double dx = upright[i] * Math.cos(turn) - upright[i + 1] * Math.sin(turn);
      double dy = upright[i] * Math.sin(turn) + upright[i + 1] * Math.cos(turn);
      turned[i] = (float) (x + width / 2 + dx);
      turned[i + 1] = (float) (y + height / 2 + dy);
    }
    return new Face(x, y, width, height, 0.9f, turned, 0);
  }

  private static Face points(float... landmarks) {
    return new Face(250, 180, 100, 120, 0.9f, landmarks, 0);
  }
}
