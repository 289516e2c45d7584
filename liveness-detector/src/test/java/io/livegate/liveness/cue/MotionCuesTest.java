package io.livegate.liveness.cue;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.detector.FrameView;
import io.livegate.frame.Face;
import io.livegate.signal.ReasonCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class MotionCuesTest {

  private final FaceMotion motion = new FaceMotion();
  private final NonRigid nonRigid = new NonRigid();
  private final Depth depth = new Depth();
  private final Parallax parallax = new Parallax();
  private final StillFace still = new StillFace();
  private final Freeze freeze = new Freeze();

  private Reading bends = Reading.NONE;
  private Reading deep = Reading.NONE;
  private Reading apart = Reading.NONE;
  private Reading stands = Reading.NONE;
  private Reading frozen = Reading.NONE;

  @Test
  void aWavedPrintIsFlatAndMovesWithItsSurroundings() {
    watch(MotionScene.print(), 100, 30);
    assertThat(bends.value()).isLessThan(0.25);
    assertThat(bends.confidence()).isGreaterThan(0.5);
    assertThat(deep.value()).isLessThan(0.15);
    assertThat(deep.confidence()).isGreaterThan(0.5);
    assertThat(apart.value()).isLessThan(0.15);
    assertThat(stands.value()).isGreaterThan(2);
    assertThat(stands.reason()).isEqualTo(ReasonCode.STATIC);
  }

  /** A bent sheet that turns is no plane; it is still less deep than any head. */
  @Test
  void aBentPrintIsFlatterThanAHead() {
    watch(MotionScene.print().bending(), 100, 30);
    assertThat(bends.value()).isLessThan(0.4);
    assertThat(deep.value()).isLessThan(0.35);
    assertThat(apart.value()).isLessThan(0.35);
  }

  @Test
  void eyesThatLiveInAPrintDoNotMakeItLive() {
    watch(MotionScene.print().looking(), 100, 30);
    assertThat(bends.value()).isLessThan(0.25);
    assertThat(deep.value()).isLessThan(0.15);
    assertThat(stands.value()).isGreaterThan(2);
  }

  @Test
  void aSpeakingMouthIsNoPlaneEvenInAHandThatSways() {
    watch(MotionScene.print().speaking(), 100, 30);
    assertThat(bends.value()).isGreaterThan(0.6);
    assertThat(stands.value()).isLessThan(0.5);
    assertThat(stands.reason()).isNull();
  }

  @Test
  void aTurningHeadHasDepthAndMovesBeforeItsRoom() {
    watch(MotionScene.head().turning(), 100, 30);
    assertThat(bends.value()).isGreaterThan(0.6);
    assertThat(deep.value()).isGreaterThan(0.5);
    assertThat(deep.confidence()).isGreaterThan(0.5);
    assertThat(apart.value()).isGreaterThan(0.5);
    assertThat(stands.value()).isLessThan(0.5);
  }

  @Test
  void aHeadThatDoesNotMoveSaysNothingAndIsStillOnlyAfterLong() {
    watch(MotionScene.head(), 100, 30);
    assertThat(bends.isPresent()).isFalse();
    assertThat(deep.isPresent()).isFalse();
    assertThat(apart.isPresent()).isFalse();
    assertThat(stands.value()).isBetween(0.5, 1.0);
  }

  @Test
  void aFrozenPictureThatIsMendedByItsCoderWaitsAndIsNotAccused() {
    MotionScene scene = MotionScene.head().mended();
    double longest = 0;
    for (int i = 0; i < 30; i++) {
      show(scene.frame(i * 100L));
      longest = Math.max(longest, frozen.value());
      assertThat(frozen.value()).as("frame %d", i).isGreaterThanOrEqualTo(i < 10 ? 0 : 0.5);
    }
    assertThat(longest).isEqualTo(Freeze.MOST_UNSURE);
    assertThat(frozen.reason()).as("somebody may pose").isEqualTo(ReasonCode.STATIC);
  }

  @Test
  void aHeadThatSwaysIsNotFrozenHoweverBadlyItIsCoded() {
    assertNeverFrozen(MotionScene.head().swaying().mended());
  }

  @Test
  void aPrintInAHandIsNotFrozenHoweverBadlyItIsCoded() {
    assertNeverFrozen(MotionScene.print().mended());
  }

  private void assertNeverFrozen(MotionScene scene) {
    for (int i = 0; i < 30; i++) {
      show(scene.frame(i * 100L));
      assertThat(frozen.value()).as("frame %d", i).isLessThan(0.5);
    }
  }

  @Test
  void sparseFramesSayNothing() {
    watch(MotionScene.print(), 1_000, 10);
    assertThat(bends.isPresent()).isFalse();
    assertThat(deep.isPresent()).isFalse();
    assertThat(apart.isPresent()).isFalse();
    assertThat(stands.value()).isZero();
  }

  @Test
  void whoWasStillIsNotHeldForStillOnceNobodyLooksClosely() {
    watch(MotionScene.print(), 100, 30);
    assertThat(stands.value()).isGreaterThan(2);
    show(MotionScene.print().frame(3_900));
    assertThat(stands.value()).as("a second later").isGreaterThan(2);
    show(MotionScene.print().frame(4_900));
    assertThat(stands.value()).isZero();
    assertThat(stands.reason()).isNull();
    for (int i = 0; i < 10; i++) {
      show(MotionScene.print().frame(20_000 + i * 100));
    }
    assertThat(stands.value()).as("counts from anew").isLessThan(1.1);
  }

  @Test
  void anotherFaceStartsAnew() {
    watch(MotionScene.print(), 100, 30);
    FrameView frame = MotionScene.print().frame(3_000);
    show(new FrameView(frame.image(), List.of(frame.faces().get(0).withTrack(1)), 3_000));
    assertThat(bends.isPresent()).isFalse();
    assertThat(stands.value()).isZero();
  }

  @Test
  void aFaceThatIsFarAwayIsNotJudged() {
    for (int i = 0; i < 20; i++) {
      FrameView frame = MotionScene.print().frame(i * 100L);
      Face far = new Face(150, 100, 30, 40, 0.9f, null, 0);
      show(new FrameView(frame.image(), List.of(far), frame.atMillis()));
    }
    assertThat(bends.isPresent()).isFalse();
    assertThat(stands.value()).isZero();
  }

  @Test
  void aFinderWithoutLandmarksWillDo() {
    for (int i = 0; i < 30; i++) {
      FrameView frame = MotionScene.print().frame(i * 100L);
      Face found = frame.faces().get(0);
      Face bare = new Face(found.x(), found.y(), found.width(), found.height(), 0.9f, null, 0);
      show(new FrameView(frame.image(), List.of(bare), frame.atMillis()));
    }
    assertThat(bends.value()).isLessThan(0.25);
    assertThat(stands.value()).isGreaterThan(2);
  }

  private void watch(MotionScene scene, long everyMillis, int frames) {
    for (int i = 0; i < frames; i++) {
      show(scene.frame(i * everyMillis));
    }
  }

  private void show(FrameView view) {
    CueFrame frame = new CueFrame(view, motion, new CueScratch());
    bends = nonRigid.observe(frame);
    deep = depth.observe(frame);
    apart = parallax.observe(frame);
    stands = still.observe(frame);
    frozen = freeze.observe(frame);
  }
}
