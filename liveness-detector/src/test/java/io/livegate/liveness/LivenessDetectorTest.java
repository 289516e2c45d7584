package io.livegate.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.detector.Detector;
import io.livegate.detector.DetectorContract;
import io.livegate.detector.FrameView;
import io.livegate.frame.Face;
import io.livegate.liveness.cue.CueKind;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.model.ModelStore;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ReasonCode;
import io.livegate.testing.SharedModels;
import io.livegate.testing.TestImages;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LivenessDetectorTest {

  private static final List<ModelCard> CARDS =
      List.of(
          ModelCards.bundled().get("minifasnet-v2"), ModelCards.bundled().get("minifasnet-v1se"));

  private static final List<ModelCard> STAND_IN = List.of(ModelCards.bundled().get("livegate-pad"));

  private static final ModelStore NO_STORE = new ModelStore(Path.of("target/no-cache"), List.of());

  @Nested
  class WithItsModels extends DetectorContract {

    @Override
    protected Detector detector() {
      return LivenessDetector.open(
          CARDS,
          EnumSet.allOf(CueKind.class),
          SharedModels.storeWith(CARDS.toArray(ModelCard[]::new)));
    }

    @Override
    protected boolean inRange(String score, double value) {
      return value >= 0 && (score.equals("frozen") || score.equals("still") || value <= 1);
    }
  }

  @Nested
  class WithoutItsModels extends DetectorContract {

    @Override
    protected Detector detector() {
      return without();
    }

    @Override
    protected boolean inRange(String score, double value) {
      return value >= 0 && (score.equals("frozen") || score.equals("still") || value <= 1);
    }
  }

  @Test
  void saysWhichModelIsMissingAndAnswersUnavailable() {
    try (LivenessDetector detector = without()) {
      assertThat(detector.unavailable())
          .hasSizeGreaterThan(1)
          .first()
          .asString()
          .contains("minifasnet-v2");
      LaneSignal signal =
          detector.openSession().judge(new FrameView(TestImages.scene(320, 240, 0), List.of(), 0));
      assertThat(signal.status()).isEqualTo(LaneStatus.UNAVAILABLE);
      assertThat(signal.reasons()).contains(ReasonCode.MODEL_UNAVAILABLE);
    }
  }

  @Test
  void namesTheCuesItGoesOnWithout() {
    try (LivenessDetector detector = without()) {
      assertThat(detector.leftOut())
          .isNotEmpty()
          .allMatch(message -> message.matches("(?s)(livegate-human stands in for )?the cue .*"))
          .anyMatch(message -> message.startsWith("the cue blinks is left out: "));
    }
  }

  @Test
  void blackFrozenAndUniformNeedNoModel() {
    try (LivenessDetector detector = without()) {
      Detector.SessionJudge session = detector.openSession();
      LaneSignal signal = null;
      for (int i = 0; i <= 20; i++) {
        signal = session.judge(new FrameView(TestImages.wall(320, 240, 0), List.of(), i * 100L));
      }
      assertThat(signal.scores()).containsEntry("uniform", 1.0).containsEntry("frozen", 2.0);
      assertThat(signal.reasons())
          .contains(ReasonCode.BLACK, ReasonCode.FROZEN, ReasonCode.NO_FACE);
    }
  }

  @Test
  void aMovingSceneIsNeitherFrozenNorUniform() {
    try (LivenessDetector detector = without()) {
      Detector.SessionJudge session = detector.openSession();
      for (int i = 0; i <= 20; i++) {
        LaneSignal signal =
            session.judge(new FrameView(TestImages.scene(320, 240, i * 100L), List.of(), i * 100L));
        assertThat(signal.scores().get("uniform")).isZero();
        assertThat(signal.scores().get("frozen")).isLessThan(1.0);
      }
    }
  }

  @Test
  void atAGlanceItGivesTheCuesThatCostLittleAndIsNotCalmWithoutItsModels() {
    try (LivenessDetector detector = without()) {
      Detector.SessionJudge session = detector.openSession();
      Face face = new Face(60, 40, 120, 130, 0.9f, null, 0);
      FrameView first = new FrameView(TestImages.scene(320, 240, 0), List.of(face), 0);
      assertThat(session.judge(first).scores()).containsKeys("frozen", "moire");
      FrameView next = new FrameView(TestImages.scene(320, 240, 100), List.of(face), 100);
      assertThat(session.glance(next).scores())
          .containsKeys("frozen", "uniform")
          .doesNotContainKey("moire");
      assertThat(session.isCalm()).isFalse();
    }
  }

  @Test
  void theModelInTheJarStandsInForThoseThatAreNotThereAndJudgesNobodyInTheDark() {
    Face face = new Face(100, 60, 120, 130, 0.9f, null, 0);
    try (LivenessDetector detector =
        LivenessDetector.open(CARDS, STAND_IN, EnumSet.noneOf(CueKind.class), NO_STORE)) {
      assertThat(detector.unavailable()).isEmpty();
      assertThat(detector.own().replaced())
          .hasSize(CARDS.size())
          .allMatch(message -> message.startsWith("livegate-pad stands in: "));
      Detector.SessionJudge session = detector.openSession();
      LaneSignal light =
          session.judge(new FrameView(TestImages.wall(320, 240, 128), List.of(face), 0));
      assertThat(light.status()).isEqualTo(LaneStatus.OK);
      assertThat(light.scores()).containsKeys("live", "genuine");
      LaneSignal dark =
          session.judge(new FrameView(TestImages.wall(320, 240, 40), List.of(face), 100));
      assertThat(dark.scores()).isEmpty();
      assertThat(dark.reasons()).containsExactly(ReasonCode.DARK);
    }
  }

  @Test
  void aFaceTooFarAwayForTheCuesIsNotBelieved() {
    Face far = new Face(100, 60, 36, 40, 0.9f, null, 0);
    try (LivenessDetector detector =
        LivenessDetector.open(CARDS, STAND_IN, EnumSet.noneOf(CueKind.class), NO_STORE)) {
      LaneSignal signal =
          detector
              .openSession()
              .judge(new FrameView(TestImages.wall(320, 240, 128), List.of(far), 0));
      assertThat(signal.scores()).containsKey("live").doesNotContainKey("genuine");
      assertThat(signal.reasons()).as("come closer").containsExactly(ReasonCode.FACE_TOO_SMALL);
    }
  }

  private static LivenessDetector without() {
    return LivenessDetector.open(CARDS, EnumSet.allOf(CueKind.class), NO_STORE);
  }
}
