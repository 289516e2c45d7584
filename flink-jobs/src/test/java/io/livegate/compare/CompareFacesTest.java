package io.livegate.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.frame.Face;
import org.junit.jupiter.api.Test;

class CompareFacesTest {

  @Test
  void landmarksAreAsFarApartAsTheyAreInWidthsOfTheFirstFace() {
    Face there = face(50, 10, 10, 30, 10, 20, 20, 12, 30, 28, 30);
    Face off = face(90, 10, 10, 30, 10, 20, 20, 12, 30, 53, 30);

    assertThat(CompareFaces.pointsApart(there, there)).isZero();
    assertThat(CompareFaces.pointsApart(there, off)).isCloseTo(25 / 5.0 / 50, within(1e-6));
  }

  @Test
  void aFinderWithoutLandmarksIsNotComparedByThem() {
    Face there = face(50, 10, 10, 30, 10, 20, 20, 12, 30, 28, 30);
    assertThat(CompareFaces.pointsApart(there, new Face(0, 0, 50, 50, 1, null, -1))).isNull();
  }

  private static Face face(float width, float... landmarks) {
    return new Face(0, 0, width, width, 1, landmarks, -1);
  }
}
