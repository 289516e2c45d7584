package io.livegate.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.Face;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceTracksTest {

  private final FaceTracks tracks = new FaceTracks();

  @Test
  void theFaceThatHasLookedAliveOverTimeSpeaksForTheSession() {
    List<Face> both = List.of(face(100, 0.9f, 0), face(90, 0.9f, 1));
    double live = 0;
    for (int i = 0; i < 10; i++) {
      tracks.add(0, 0.3);
      tracks.add(1, 0.9);
      live = tracks.mostAlive(both);
    }
    assertThat(live).isEqualTo(0.9);
    // one lucky frame of the other does not take over, nor does one bad frame of this one
    tracks.add(0, 1.0);
    tracks.add(1, 0.4);
    assertThat(tracks.mostAlive(both)).isEqualTo(0.4);
  }

  @Test
  void aFaceThatIsGoneIsForgotten() {
    tracks.add(1, 0.9);
    tracks.add(0, 0.1);
    assertThat(tracks.mostAlive(List.of(face(100, 0.9f, 0)))).isEqualTo(0.1);
  }

  @Test
  void backgroundAndDoubtfulFacesAreNotInFront() {
    Face large = face(100, 0.9f, 0);
    Face background = face(60, 0.95f, 1);
    Face doubtful = face(95, 0.65f, 2);
    Face beside = face(80, 0.9f, 3);
    assertThat(FaceTracks.inFront(List.of(large, doubtful, beside, background), 0.8))
        .containsExactly(large, beside);
  }

  private static Face face(float width, float confidence, int track) {
    return new Face(0, 0, width, width, confidence, null, track);
  }
}
