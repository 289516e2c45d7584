package io.livegate.job.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegate.detector.Detector;
import io.livegate.detector.FrameView;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.Face;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.image.Image;
import io.livegate.image.ImageLimits;
import io.livegate.image.ImageRejectedException;
import io.livegate.image.JpegEncoder;
import io.livegate.ingest.face.FaceFinder;
import io.livegate.job.config.JudgeSettings;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.job.drift.DriftWatch;
import io.livegate.job.log.Pseudonyms;
import io.livegate.job.swap.ModelPlan;
import io.livegate.model.runtime.InferenceException;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import io.livegate.testing.SharedModels;
import io.livegate.testing.TestImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LaneFrameJudgeTest {

  private static final SessionKey KEY = new SessionKey("t", "s");
  private static final ModelStamp STAMP = new ModelStamp("fake", "1", "0".repeat(64), "fake");

  private final List<Face> found = new ArrayList<>();

  @Test
  void everyLaneAnswersInOneRecord() throws Exception {
    found.add(face(100));
    Signals signals = session(slot(Lane.LIVENESS, 0), slot(Lane.CONTENT, 0)).judge(frame(7), 700);

    assertThat(signals.lanes())
        .extracting(LaneSignal::lane)
        .containsExactly(Lane.FACE, Lane.LIVENESS, Lane.CONTENT);
    assertThat(signals.score("face.present")).isEqualTo(1.0);
    assertThat(signals.score("face.share")).isEqualTo(0.3125);
    assertThat(signals.score("face.tooSmall")).isZero();
    assertThat(signals.seq()).isEqualTo(7);
    assertThat(signals.atMillis()).isEqualTo(700);
    assertThat(signals.quality().faceWidth()).isEqualTo(100);
    assertThat(signals.counts()).isEqualTo(FrameCounts.ZERO);
  }

  @Test
  void noFaceAndASmallOneSaySo() throws Exception {
    FrameJudge.Session session = session();
    assertThat(session.judge(frame(0), 0).lane(Lane.FACE).reasons())
        .containsExactly(ReasonCode.NO_FACE);
    found.add(face(30));
    Signals small = session.judge(frame(1), 100);
    assertThat(small.score("face.tooSmall")).isEqualTo(1.0);
    assertThat(small.lane(Lane.FACE).reasons()).contains(ReasonCode.FACE_TOO_SMALL);
  }

  @Test
  void aFaceIsTheSameInAPictureOfAnotherSize() throws Exception {
    FrameJudge.Session session = session();
    found.add(new Face(200, 100, 100, 120, 0.9f, null, -1));
    Signals large = session.judge(frame(0, TestImages.gradient(640, 480)), 0);
    found.set(0, new Face(51, 26, 26, 29, 0.9f, null, -1));
    Signals small = session.judge(frame(1, TestImages.gradient(160, 120)), 100);

    assertThat(small.score("face.track")).isEqualTo(large.score("face.track"));
  }

  @Test
  void theFaceLaneSaysWhereTheLargestFaceIsTurnedAndItsColour() throws Exception {
    FrameJudge.Session session = session();
    Signals nobody = session.judge(frame(0), 0);
    for (String name : List.of("face.yaw", "face.pitch", "face.redness", "face.confidence")) {
      assertThat(nobody.score(name)).as(name).isNull();
    }
    float[] towardsTheRight = {40, 40, 60, 40, 75, 55, 42, 70, 58, 70};
    found.add(new Face(10, 10, 100, 100, 0.9f, towardsTheRight, -1));
    Signals somebody = session.judge(frame(1), 100);
    assertThat(somebody.score("face.yaw")).isBetween(45.0, 90.0);
    assertThat(somebody.score("face.pitch")).isBetween(-30.0, 30.0);
    assertThat(somebody.score("face.redness")).isBetween(0.2, 0.5);
    assertThat(somebody.score("face.blueness")).isBetween(0.2, 0.5);
    assertThat(somebody.score("face.confidence")).isEqualTo(0.9);
  }

  @Test
  void aFaceThatSomethingHidesIsSaidToBeCovered() throws Exception {
    FrameJudge.Session session = session();
    float[] landmarks = {60, 40, 100, 40, 80, 60, 62, 80, 98, 80};
    found.add(new Face(40, 15, 80, 90, 0.9f, landmarks, -1));
    Signals clear = null;
    for (int i = 0; i < 3; i++) {
      clear = session.judge(frame(i, TestImages.noise(160, 120, 1)), i * 100L);
    }
    assertThat(clear.score("face.covered")).isZero();
    assertThat(clear.lane(Lane.FACE).reasons()).doesNotContain(ReasonCode.OCCLUDED);
    Signals hidden = session.judge(frame(3, TestImages.wall(160, 120, 128)), 300);
    assertThat(hidden.score("face.covered")).isEqualTo(1.0);
    assertThat(hidden.lane(Lane.FACE).reasons()).contains(ReasonCode.OCCLUDED);
  }

  @Test
  void aBlackPictureIsDark() throws Exception {
    Signals signals = session().judge(frame(0, TestImages.wall(64, 48, 0)), 0);
    assertThat(signals.lane(Lane.FACE).reasons()).contains(ReasonCode.DARK);
  }

  @Test
  void blackBarsBesideThePictureAreNoPartOfIt() throws Exception {
    found.add(new Face(20, 20, 80, 80, 0.9f, null, -1));
    Image picture = TestImages.noise(160, 240, 1);
    byte[] wide = new byte[320 * 240 * 3];
    for (int y = 0; y < 240; y++) {
      System.arraycopy(picture.bgr(), y * 160 * 3, wide, (y * 320 + 80) * 3, 160 * 3);
    }
    Signals barred = session().judge(frame(0, new Image(320, 240, wide, 1)), 0);
    Signals plain = session().judge(frame(0, picture), 0);

    assertThat(barred.score("face.share")).isCloseTo(plain.score("face.share"), within(0.02));
    assertThat(barred.quality().brightness()).isCloseTo(plain.quality().brightness(), within(0.02));
  }

  @Test
  void aLaneIsDueByTimeWhateverTheFrameRate() throws Exception {
    FrameJudge.Session session = session(slot(Lane.CONTENT, 500));
    List<Long> answered = new ArrayList<>();
    for (long at : new long[] {0, 100, 200, 300, 400, 500, 980, 1_100, 5_000, 5_499}) {
      Signals signals = session.judge(frame(at), at);
      if (signals.lane(Lane.CONTENT).status() == LaneStatus.OK) {
        answered.add(at);
      } else {
        assertThat(signals.lane(Lane.CONTENT).status()).isEqualTo(LaneStatus.NOT_DUE);
      }
    }
    assertThat(answered).containsExactly(0L, 500L, 980L, 5_000L, 5_499L);
  }

  @Test
  void aCalmLaneIsAskedSeldomInACallAndAsBeforeAtTheGateInABurstAndInDoubt() throws Exception {
    AtomicBoolean calm = new AtomicBoolean(true);
    Detector.SessionJudge judge =
        new Detector.SessionJudge() {
          @Override
          public LaneSignal judge(FrameView frame) {
            return LaneSignal.ok(Lane.CONTENT, Map.of("x", 0.5), List.of(), List.of(STAMP));
          }

          @Override
          public boolean isCalm() {
            return calm.get();
          }
        };
    FrameJudge.Session session = session(new LaneSlot(new FakeDetector(Lane.CONTENT, judge), 500));
    session.follow(
        settings("sampling: {gateDuration: 2s}\nlanes: {content: {every: 500ms, calmEvery: 3s}}"));
    List<Long> answered = new ArrayList<>();
    for (long at : new long[] {0, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, 6_300, 6_600, 6_900}) {
      if (status(session.judge(frame(at), at), Lane.CONTENT) == LaneStatus.OK) {
        answered.add(at);
      }
    }
    assertThat(answered).containsExactly(0L, 1_000L, 4_000L, 6_300L, 6_900L);
    calm.set(false);
    assertThat(status(session.judge(frame(8_000), 8_000), Lane.CONTENT)).isEqualTo(LaneStatus.OK);
  }

  @Test
  void settingsHoldFromTheNextFrameOn() throws Exception {
    found.add(face(50));
    FrameJudge.Session session = session(slot(Lane.LIVENESS, 0), slot(Lane.CONTENT, 0));
    Signals before = session.judge(frame(0), 0);
    assertThat(before.score("face.tooSmall")).isZero();
    assertThat(status(before, Lane.CONTENT)).isEqualTo(LaneStatus.OK);

    session.follow(
        settings(
            "lanes: {content: {enabled: false}, liveness: {every: 1s}}\nfaces: {minWidth: 60}"));
    Signals after = session.judge(frame(1), 500);
    assertThat(after.score("face.tooSmall")).isEqualTo(1.0);
    assertThat(status(after, Lane.CONTENT)).isEqualTo(LaneStatus.UNAVAILABLE);
    assertThat(status(after, Lane.LIVENESS)).isEqualTo(LaneStatus.NOT_DUE);

    session.follow(settings("lanes: {liveness: {every: 0ms}}"));
    assertThat(status(session.judge(frame(2), 600), Lane.CONTENT)).isEqualTo(LaneStatus.OK);
  }

  private static LaneStatus status(Signals signals, Lane lane) {
    return Objects.requireNonNull(signals.lane(lane)).status();
  }

  @Test
  void theJudgedFaceStaysTheSameBesideOneAboutAsWide() throws Exception {
    FrameJudge.Session session = session();
    found.add(face(100));
    Signals alone = session.judge(frame(0), 0);
    found.add(new Face(180, 10, 115, 115, 0.9f, null, -1));
    Signals beside = session.judge(frame(1), 100);
    assertThat(beside.score("face.count")).isEqualTo(2.0);
    assertThat(beside.score("face.track")).isEqualTo(alone.score("face.track"));
    assertThat(beside.quality().faceWidth()).isEqualTo(100);
    found.set(1, new Face(180, 10, 130, 130, 0.9f, null, -1));
    Signals before = session.judge(frame(2), 200);
    assertThat(before.score("face.track")).isNotEqualTo(alone.score("face.track"));
    assertThat(before.quality().faceWidth()).isEqualTo(130);
  }

  @Test
  void nobodyIsTheSameAfterTheSceneWasCut() throws Exception {
    FrameJudge.Session session = session();
    found.add(face(100));
    Signals before = session.judge(frame(0, TestImages.scene(320, 240, 0)), 0);
    Signals after = session.judge(frame(1, TestImages.noise(320, 240, 1)), 100);
    assertThat(after.score("face.track")).isNotEqualTo(before.score("face.track"));
  }

  @Test
  void norInASceneOfAnotherNumber() throws Exception {
    FrameJudge.Session session = session();
    found.add(face(100));
    Signals before = session.judge(frame(0), 0);
    session.scene(1);
    Signals after = session.judge(frame(1), 1_000);
    assertThat(after.score("face.track")).isNotEqualTo(before.score("face.track"));
    session.scene(1);
    assertThat(session.judge(frame(2), 2_000).score("face.track"))
        .isEqualTo(after.score("face.track"));
  }

  @Test
  void aModelThatFailsOrSaysWhatCannotBeReadCostsItsLaneAndNotTheFrame() throws Exception {
    List<RuntimeException> failures =
        List.of(
            new InferenceException("no", new IllegalStateException()),
            new IllegalArgumentException("model m says NaN of 'real'"));
    for (RuntimeException failure : failures) {
      Detector failing =
          new FakeDetector(
              Lane.DEEPFAKE,
              view -> {
                throw failure;
              });
      Signals signals = session(new LaneSlot(failing, 0), slot(Lane.CONTENT, 0)).judge(frame(0), 0);
      assertThat(signals.lane(Lane.DEEPFAKE).status()).isEqualTo(LaneStatus.FAILED);
      assertThat(signals.lane(Lane.DEEPFAKE).reasons()).containsExactly(ReasonCode.MODEL_FAILED);
      assertThat(signals.lane(Lane.CONTENT).status()).isEqualTo(LaneStatus.OK);
    }
  }

  @Test
  void whatIsNoImageIsRejectedWithItsReason() {
    FrameHeader header = FrameHeader.of(KEY, RecordKind.FRAME, 0, 0, "image/jpeg");
    assertThatThrownBy(() -> session().judge(new EncodedFrame(header, new byte[] {1, 2, 3}), 0))
        .isInstanceOfSatisfying(
            ImageRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(ReasonCode.UNSUPPORTED_FORMAT));
  }

  private FrameJudge.Session session(LaneSlot... slots) {
    FaceFinder finder =
        new FaceFinder() {
          @Override
          public List<Face> find(Image image) {
            return List.copyOf(found);
          }

          @Override
          public ModelStamp model() {
            return STAMP;
          }

          @Override
          public void close() {}
        };
    StringBuilder every = new StringBuilder();
    for (LaneSlot slot : slots) {
      every.append("\n  %s: {every: %dms}".formatted(slot.detector.lane().id(), slot.everyMillis));
    }
    return new LaneFrameJudge(
            ImageLimits.DEFAULT,
            new FaceLane(finder),
            Stream.of(slots).map(LaneFrameJudgeTest::lane).toList(),
            settings(slots.length == 0 ? "" : "lanes:" + every),
            List.of(),
            PipelineConfig.defaults().recurrence(),
            new DriftWatch(
                PipelineConfig.defaults().operations().drift(),
                Pseudonyms.of(PipelineConfig.defaults().operations().logs()),
                System::currentTimeMillis))
        .openSession(KEY);
  }

  private static SwappableLane lane(LaneSlot slot) {
    ModelPlan none = ModelPlan.configured(slot.detector().lane(), List.of());
    return new SwappableLane(slot.detector(), none, SharedModels.store());
  }

  private static JudgeSettings settings(String yaml) {
    return PipelineConfigParser.parse(yaml, "test").judging();
  }

  /** A lane that answers at most once in so many milliseconds. */
  private record LaneSlot(Detector detector, long everyMillis) {}

  private static LaneSlot slot(Lane lane, long everyMillis) {
    return new LaneSlot(
        new FakeDetector(
            lane, view -> LaneSignal.ok(lane, Map.of("x", 0.5), List.of(), List.of(STAMP))),
        everyMillis);
  }

  private static Face face(float width) {
    return new Face(10, 10, width, width, 0.9f, null, -1);
  }

  private static EncodedFrame frame(long seq) {
    return frame(seq, TestImages.scene(320, 240, 0));
  }

  private static EncodedFrame frame(long seq, Image image) {
    return new EncodedFrame(
        FrameHeader.of(KEY, RecordKind.FRAME, seq, seq * 100, "image/jpeg"),
        JpegEncoder.encode(image, 90));
  }

  private record FakeDetector(Lane lane, SessionJudge judge) implements Detector {

    @Override
    public List<String> unavailable() {
      return List.of();
    }

    @Override
    public SessionJudge openSession() {
      return judge;
    }

    @Override
    public void close() {}
  }
}
