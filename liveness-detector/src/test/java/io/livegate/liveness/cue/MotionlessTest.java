package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MotionlessTest {

  private static final LumaChange MENDED = new LumaChange(0.6, 0.8);

  private final Motionless face = new Motionless();

  @Test
  void timeCountsFromTheEarliestMomentThatNothingMovedSince() {
    assertThat(face.observe(sample(0, 500, 0.3, MENDED))).as("one sample is chance").isZero();
    assertThat(face.observe(sample(0, 600, 0.3, MENDED))).isEqualTo(0.6);
    assertThat(face.observe(sample(500, 1_100, 0.3, MENDED))).isEqualTo(1.1);
  }

  @Test
  void motionEndsIt() {
    face.observe(sample(0, 500, 0.3, MENDED));
    assertThat(face.observe(sample(0, 600, 1.2, MENDED))).isZero();
    assertThat(face.observe(sample(500, 1_100, 0.3, MENDED))).isZero();
    assertThat(face.observe(sample(500, 1_200, 0.3, MENDED))).isEqualTo(0.7);
  }

  @Test
  void whoeverCameBackToWhereTheyWereHasMoved() {
    face.observe(sample(0, 500, 3, MENDED));
    for (int at = 600; at <= 1_000; at += 100) {
      assertThat(face.observe(sample(0, at, 0.1, MENDED))).isZero();
    }
  }

  @Test
  void aFaceThatChangesWhileItsRoomDoesNotIsAPersonWhoSitsStill() {
    LumaChange stirs = new LumaChange(0.2, 0.7);
    face.observe(sample(0, 500, 0.6, stirs));
    assertThat(face.observe(sample(0, 600, 0.6, stirs))).isZero();
  }

  @Test
  void whatNobodyLookedAtDoesNotCount() {
    face.observe(sample(0, 500, 0.1, MENDED));
    face.observe(sample(0, 600, 0.1, MENDED));
    assertThat(face.observe(sample(2_000, 2_500, 0.1, MENDED))).isZero();
    assertThat(face.observe(sample(2_000, 2_600, 0.1, MENDED))).isEqualTo(0.6);
    assertThat(face.observe(null)).isZero();
  }

  private static MotionSample sample(long since, long at, double shift, LumaChange luma) {
    return new MotionSample(since, at, FaceMotion.FACE_PIXELS, shift, 0.1, 0, 0, 0, luma);
  }
}
