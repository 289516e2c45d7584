package io.livegate.detector;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.testing.TestImages;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link Detector} must do. Extend it in the detector's module, give a detector, and the
 * tests come along; a detector without its weights must pass them too.
 */
public abstract class DetectorContract {

  private static final int FRAMES = 16;

  private Detector detector;

  /** A new detector for one test; closed after it. */
  protected abstract Detector detector();

  /** Whether a score lies in its documented range; any finite number unless overridden. */
  protected boolean inRange(String score, double value) {
    return Double.isFinite(value);
  }

  @BeforeEach
  void open() {
    detector = detector();
  }

  @AfterEach
  void close() {
    detector.close();
  }

  @TestFactory
  Stream<DynamicTest> answersEveryPictureInItsOwnLane() {
    return Stream.of(
        answers("one pixel", TestImages.wall(1, 1, 90)),
        answers("one pixel with a face", TestImages.wall(1, 1, 90), face(0, 0, 1, false)),
        answers("one row", TestImages.gradient(64, 1), face(8, 0, 16, true)),
        answers("no face", TestImages.gradient(320, 240)),
        answers("black", TestImages.wall(320, 240, 0)),
        answers("black with a face", TestImages.wall(320, 240, 0), face(80, 60, 100, true)),
        answers("a wall", TestImages.wall(320, 240, 128)),
        answers("noise", TestImages.noise(320, 240, 1), face(80, 60, 100, true)),
        answers("no landmarks", TestImages.gradient(320, 240), face(80, 60, 100, false)),
        answers(
            "a face past the left top", TestImages.gradient(320, 240), face(-60, -50, 150, true)),
        answers(
            "a face past the right end", TestImages.gradient(320, 240), face(260, 180, 150, true)),
        answers("a face larger than all", TestImages.gradient(80, 60), face(-100, -100, 400, true)),
        answers("a face outside", TestImages.gradient(80, 60), face(500, 500, 40, true)),
        answers("a face below a pixel", TestImages.gradient(80, 60), face(40, 30, 0.3f, true)),
        answers(
            "two faces",
            TestImages.gradient(320, 240),
            face(20, 20, 150, true),
            face(200, 100, 80, true)));
  }

  @Test
  void aMissingModelIsSaidAndNeverThrown() {
    LaneSignal signal =
        detector
            .openSession()
            .judge(view(TestImages.scene(320, 240, 0), 0, face(80, 60, 100, true)));
    if (signal.status() == LaneStatus.UNAVAILABLE) {
      assertThat(detector.unavailable()).isNotEmpty();
    }
    for (String missing : detector.unavailable()) {
      assertThat(missing).isNotBlank();
    }
  }

  @Test
  void theSameFramesGetTheSameAnswers() {
    assertThat(judge(0)).isEqualTo(judge(0));
  }

  @Test
  void sessionsDoNotInfluenceEachOther() {
    List<LaneSignal> alone = judge(0);
    List<LaneSignal> otherAlone = judge(5000);

    Detector.SessionJudge one = detector.openSession();
    Detector.SessionJudge other = detector.openSession();
    List<LaneSignal> beside = new ArrayList<>();
    List<LaneSignal> otherBeside = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      beside.add(one.judge(frame(0, i)));
      otherBeside.add(other.judge(frame(5000, i)));
    }

    assertThat(beside).isEqualTo(alone);
    assertThat(otherBeside).isEqualTo(otherAlone);
  }

  @Test
  void sessionsOnSeveralThreadsAnswerAsOneAfterTheOther() throws Exception {
    List<List<LaneSignal>> expected = new ArrayList<>();
    List<Callable<List<LaneSignal>>> work = new ArrayList<>();
    for (int s = 0; s < 6; s++) {
      int offset = 1000 * s;
      expected.add(judge(offset));
      work.add(() -> judge(offset));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<List<LaneSignal>> actual = new ArrayList<>();
      for (Future<List<LaneSignal>> result : threads.invokeAll(work)) {
        actual.add(result.get());
      }
      assertThat(actual).isEqualTo(expected);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void thePictureIsLeftAsItIs() {
    Image image = TestImages.scene(320, 240, 0);
    byte[] before = image.bgr().clone();
    detector.openSession().judge(view(image, 0, face(80, 60, 100, true)));
    assertThat(image.bgr()).isEqualTo(before);
  }

  private DynamicTest answers(String name, Image image, Face... faces) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          Detector.SessionJudge session = detector.openSession();
          for (int i = 0; i < 3; i++) {
            LaneSignal signal = session.judge(view(image, 100L * i, faces));
            assertThat(signal.lane()).isEqualTo(detector.lane());
            assertThat(signal.scores())
                .allSatisfy(
                    (score, value) ->
                        assertThat(inRange(score, value)).as("%s %s", score, value).isTrue());
            assertThat(signal.scores().values()).allMatch(Double::isFinite);
            if (signal.status() != LaneStatus.OK) {
              assertThat(signal.reasons()).isNotEmpty();
            }
            if (signal.status() != LaneStatus.OK && signal.status() != LaneStatus.UNAVAILABLE) {
              assertThat(signal.scores()).isEmpty();
            }
          }
        });
  }

  private List<LaneSignal> judge(long offset) {
    Detector.SessionJudge session = detector.openSession();
    List<LaneSignal> signals = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      signals.add(session.judge(frame(offset, i)));
    }
    return signals;
  }

  /** A frame of the drawn scene, a face where the ball is; every fifth frame without one. */
  private static FrameView frame(long offset, int i) {
    long at = 100L * i;
    Image image = TestImages.scene(320, 240, offset + at);
    return i % 5 == 4 ? view(image, at) : view(image, at, face(110 + i, 70 + i, 100, true));
  }

  private static FrameView view(Image image, long at, Face... faces) {
    return new FrameView(image, List.of(faces), at);
  }

  private static Face face(float x, float y, float side, boolean landmarks) {
    float[] points = {0.3f, 0.4f, 0.7f, 0.4f, 0.5f, 0.6f, 0.35f, 0.8f, 0.65f, 0.8f};
    for (int i = 0; i < points.length; i++) {
      points[i] = (i % 2 == 0 ? x : y) + points[i] * side;
    }
    return new Face(x, y, side, side, 0.9f, landmarks ? points : null, 0);
  }
}
