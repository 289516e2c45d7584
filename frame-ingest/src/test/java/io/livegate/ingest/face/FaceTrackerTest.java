package io.livegate.ingest.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.Face;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceTrackerTest {

  private final FaceTracker tracker = new FaceTracker();

  @Test
  void aMovingFaceKeepsItsNumber() {
    for (int i = 0; i < 20; i++) {
      assertThat(tracker.track(List.of(face(i * 30, 50, 100)), i * 100L))
          .extracting(Face::track)
          .containsExactly(0);
    }
  }

  @Test
  void facesThatPassEachOtherKeepTheirNumbersAndComeLargestFirst() {
    for (int i = 0; i < 40; i++) {
      List<Face> faces =
          tracker.track(List.of(face(400 - i * 10, 200, 60), face(i * 10, 0, 110)), i * 100L);
      assertThat(faces).extracting(Face::track).containsExactly(0, 1);
      assertThat(faces.get(0).width()).isEqualTo(110);
    }
  }

  @Test
  void aFaceMissedForHalfASecondIsTheSame() {
    tracker.track(List.of(face(10, 10, 100)), 0);
    for (int at = 100; at <= 400; at += 100) {
      assertThat(tracker.track(List.of(), at)).isEmpty();
    }

    assertThat(tracker.track(List.of(face(12, 11, 98)), 500))
        .extracting(Face::track)
        .containsExactly(0);
  }

  @Test
  void aFaceMissedForLongerGetsANewNumberThatWasNeverUsed() {
    tracker.track(List.of(face(10, 10, 100), face(300, 10, 90)), 0);
    for (int at = 100; at <= 700; at += 100) {
      tracker.track(List.of(), at);
    }

    assertThat(tracker.track(List.of(face(10, 10, 100)), 800))
        .extracting(Face::track)
        .containsExactly(2);
  }

  @Test
  void atOneFrameASecondNothingIsLostBetweenFrames() {
    for (int i = 0; i < 5; i++) {
      assertThat(tracker.track(List.of(face(10 + i * 20, 10, 100)), i * 1000L))
          .extracting(Face::track)
          .containsExactly(0);
    }
  }

  @Test
  void aFaceElsewhereOrOfAnotherSizeIsAnother() {
    tracker.track(List.of(face(0, 0, 100)), 0);

    assertThat(tracker.track(List.of(face(400, 300, 100)), 100))
        .extracting(Face::track)
        .containsExactly(1);
    assertThat(tracker.track(List.of(face(0, 0, 300)), 200))
        .extracting(Face::track)
        .containsExactly(2);
  }

  @Test
  void whoeverStandsAtTheSamePlaceOfASmallerPictureIsTheSame() {
    tracker.track(List.of(face(300, 200, 120), face(20, 200, 100)), 0);

    tracker.scale(0.25, 0.25);

    assertThat(tracker.track(List.of(face(75, 50, 30), face(5, 50, 25)), 100))
        .extracting(Face::track)
        .containsExactly(0, 1);
  }

  @Test
  void nobodyIsTheSameAfterACut() {
    tracker.track(List.of(face(0, 0, 100)), 0);
    tracker.cut();

    assertThat(tracker.track(List.of(face(0, 0, 100)), 100))
        .extracting(Face::track)
        .containsExactly(1);
  }

  @Test
  void anEmptyBoxIsNumberedAndDoesNoHarm() {
    tracker.track(List.of(new Face(0, 0, 0, 0, 1, null, -1)), 0);

    assertThat(tracker.track(List.of(face(0, 0, 50)), 100))
        .extracting(Face::track)
        .containsExactly(1);
  }

  private static Face face(float x, float y, float size) {
    return new Face(x, y, size, size, 0.9f, null, -1);
  }
}
