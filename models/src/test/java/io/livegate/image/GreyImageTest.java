package io.livegate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GreyImageTest {

  @Test
  void averagesCellsAndWeighsColoursByRec601() {
    byte[] bgr = new byte[4 * 2 * 3];
    bgr[0] = (byte) 200; // blue of the first pixel
    bgr[3 * 3 + 1] = (byte) 100; // green of the fourth
    GreyImage grey = GreyImage.of(new Image(4, 2, bgr, 1), 2);
    assertThat(grey.width()).isEqualTo(2);
    assertThat(grey.height()).isEqualTo(1);
    assertThat(grey.luma()[0]).isEqualTo(0.114f * 200 / 4, within(1e-4f));
    assertThat(grey.luma()[1]).isEqualTo(0.587f * 100 / 4, within(1e-4f));
  }

  @Test
  void neverEnlarges() {
    assertThat(GreyImage.of(new Image(3, 5, new byte[45], 1), 96).width()).isEqualTo(3);
  }

  @Test
  void aBoxOutsideThePictureIsEmptyThere() {
    byte[] white = new byte[10 * 10 * 3];
    java.util.Arrays.fill(white, (byte) 255);
    GreyImage grey = GreyImage.of(new Image(10, 10, white, 1), 5, 0, 10, 10, 2, 1);
    assertThat(grey.luma()[0]).isEqualTo(255, within(0.01f));
    assertThat(grey.luma()[1]).isZero();
  }

  @Test
  void aSharpEdgeHasMoreLaplacianVarianceThanARamp() {
    assertThat(step(8).laplacianVariance()).isGreaterThan(10 * step(1).laplacianVariance());
  }

  private static GreyImage step(int steepness) {
    float[] luma = new float[32 * 32];
    for (int i = 0; i < luma.length; i++) {
      luma[i] = Math.max(0, Math.min(255, 128 + (i % 32 - 16) * 8f * steepness));
    }
    return new GreyImage(32, 32, luma);
  }

  @Test
  void shrinksToTheMeansOfItsParts() {
    GreyImage grey = new GreyImage(4, 2, new float[] {1, 3, 10, 30, 5, 7, 50, 70});
    assertThat(grey.shrunk(2, 1).luma()).containsExactly(4, 40);
    assertThat(grey.shrunk(2, 3).luma()).containsExactly(2, 20, 2, 20, 6, 60);
  }
}
