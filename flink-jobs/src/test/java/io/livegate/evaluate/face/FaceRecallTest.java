package io.livegate.evaluate.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.evaluate.manifest.Annotations.MarkedFace;
import io.livegate.frame.Face;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceRecallTest {

  private static final MarkedFace MARK = new MarkedFace("a.jpg", 0, 0, 10, 10);

  @Test
  void findsAMarkWithHalfOfTheUnionInCommon() {
    // 10 x 5 of 10 x 10 in common: intersection over union is exactly one half
    assertThat(FaceRecall.matches(List.of(MARK), List.of(face(0, 0, 10, 5)), 1)).isEqualTo(1);
    assertThat(FaceRecall.matches(List.of(MARK), List.of(face(0, 0, 10, 4)), 1)).isZero();
  }

  @Test
  void countsAFaceForOneMarkOnly() {
    assertThat(FaceRecall.matches(List.of(MARK, MARK), List.of(face(0, 0, 10, 10)), 1))
        .isEqualTo(1);
  }

  @Test
  void comparesInPixelsOfTheDecodedPicture() {
    assertThat(FaceRecall.matches(List.of(MARK), List.of(face(0, 0, 5, 5)), 2)).isEqualTo(1);
  }

  private static Face face(float x, float y, float width, float height) {
    return new Face(x, y, width, height, 0.9f, null, -1);
  }
}
