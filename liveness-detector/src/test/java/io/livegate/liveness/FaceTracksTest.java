package io.livegate.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.Face;
import io.livegate.liveness.fuse.Fusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaceTracksTest {

  private static final Map<String, Double> ALIVE = Map.of("live", 0.99);
  private static final Map<String, Double> PICTURE = Map.of("live", 0.01);

  private final FaceTracks tracks = new FaceTracks(Fusion.bundled());

  @Test
  void whatOneFaceHasShownIsNotPutDownToAnother() {
    double person = 0;
    double photo = 0;
    for (int i = 0; i < 20; i++) {
      person = seen(0, ALIVE, i * 100L);
      photo = seen(1, PICTURE, i * 100L);
    }
    assertThat(person).isGreaterThan(0.6);
    assertThat(photo).isLessThan(0.3);
    assertThat(seen(2, PICTURE, 2000)).isLessThan(0.5);
    assertThat(seen(0, ALIVE, 2000)).isGreaterThan(0.6);
  }

  @Test
  void onlyTheFacesSeenLastAreRemembered() {
    for (int i = 0; i < 20; i++) {
      seen(0, ALIVE, i * 100L);
    }
    double known = seen(0, PICTURE, 2000);
    for (int track = 1; track < 10; track++) {
      seen(track, ALIVE, 2000);
    }
    assertThat(seen(0, PICTURE, 2000)).isLessThan(known);
  }

  @Test
  void aRivalIsWiderThanTheJudgedFaceAndSeenAsWell() {
    Face judged = face(100, 0.9f, 0);
    assertThat(rivalOf(judged, face(99, 0.9f, 1))).isNull();
    assertThat(rivalOf(judged, face(120, 0.7f, 1))).as("not sure that it is one").isNull();
    assertThat(rivalOf(judged, turnedAway(120, 1))).isNull();
    Face wider = face(120, 0.9f, 2);
    assertThat(rivalOf(judged, face(110, 0.9f, 1), wider)).isSameAs(wider);
  }

  private double seen(int track, Map<String, Double> scores, long atMillis) {
    return Objects.requireNonNull(tracks.observe(face(100, 0.9f, track), scores, atMillis));
  }

  private static @Nullable Face rivalOf(Face judged, Face... others) {
    List<Face> faces = new ArrayList<>(List.of(judged));
    faces.addAll(List.of(others));
    return FaceTracks.rival(faces, 0.8);
  }

  private static Face face(float width, float confidence, int track) {
    return new Face(0, 0, width, width, confidence, null, track);
  }

  private static Face turnedAway(float width, int track) {
    float[] profile = {10, 10, 20, 10, 30, 20, 12, 30, 20, 30};
    return new Face(0, 0, width, width, 0.9f, profile, track);
  }
}
