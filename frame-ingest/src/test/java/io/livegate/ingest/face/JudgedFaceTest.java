package io.livegate.ingest.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.Face;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgedFaceTest {

  private static final double LEAST = 40;

  private final JudgedFace judged = new JudgedFace();

  @Test
  void theWidestFaceIsJudgedAndTheOthersFollow() {
    List<Face> faces = List.of(face(60, 0), face(120, 1), face(80, 2));
    assertThat(first(faces)).extracting(Face::track).containsExactly(1, 2, 0);
    assertThat(first(List.of())).isEmpty();
  }

  @Test
  void twoPeopleSideBySideDoNotTakeTurns() {
    assertThat(judgedOf(face(100, 0), face(95, 1))).isZero();
    for (int width = 80; width <= 120; width += 5) {
      assertThat(judgedOf(face(100, 0), face(width, 1))).as("%d", width).isZero();
    }
    assertThat(judgedOf(face(100, 0), face(130, 1))).isEqualTo(1);
    assertThat(judgedOf(face(130, 0), face(110, 1))).isEqualTo(1);
  }

  @Test
  void aFaceThatIsGoneOrTooSmallGivesWay() {
    assertThat(judgedOf(face(60, 0), face(55, 1))).isZero();
    assertThat(judgedOf(face(38, 0), face(42, 1))).as("one that is wide enough").isEqualTo(1);
    assertThat(judgedOf(face(41, 0), face(42, 1))).isEqualTo(1);
    assertThat(judgedOf(face(60, 2))).isEqualTo(2);
    assertThat(judgedOf(face(20, 3))).as("the only one, however small").isEqualTo(3);
  }

  private int judgedOf(Face... faces) {
    return first(List.of(faces)).get(0).track();
  }

  private List<Face> first(List<Face> faces) {
    List<Face> sorted = new ArrayList<>(faces);
    sorted.sort(Comparator.comparingDouble(Face::area).reversed());
    return judged.first(sorted, LEAST);
  }

  private static Face face(float width, int track) {
    return new Face(0, 0, width, width, 0.9f, null, track);
  }
}
