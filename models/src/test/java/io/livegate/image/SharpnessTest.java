package io.livegate.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.testing.TestImages;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharpnessTest {

  @ParameterizedTest
  @CsvSource({
    "30, 20, 120, 160, 96, 128",
    "-40, -30, 200, 200, 96, 96",
    "250, 180, 150, 150, 96, 96",
    "0, 0, 10, 10, 96, 96",
    "50, 50, 90, 90, 5, 3",
    "50, 50, 90, 90, 2, 9",
    "50, 50, 90, 90, 9, 2",
  })
  void isThatOfTheBoxMadeAsAWhole(
      double left, double top, double boxWidth, double boxHeight, int width, int height) {
    Image image = TestImages.noise(320, 240, 7);

    double sharpness = Sharpness.of(image, left, top, boxWidth, boxHeight, width, height);

    GreyImage whole = GreyImage.of(image, left, top, boxWidth, boxHeight, width, height);
    assertThat(sharpness).isEqualTo(whole.laplacianVariance());
  }
}
