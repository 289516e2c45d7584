package io.livegate.deepfake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import org.junit.jupiter.api.Test;

class TextureCuesTest {

  private static final Portraits.Inside AS_IT_IS = (plane, at) -> plane[at];

  @Test
  void aFaceDrawnSmallAndEnlargedIsLessSharpThanItsSurroundings() {
    FaceTexture swapped = texture(Portraits::smooth);
    assertThat(TextureCues.sharpness(swapped)).isGreaterThan(1);
    assertThat(TextureCues.spectrum(swapped)).isGreaterThan(0.3);
    assertThat(TextureCues.noise(swapped)).isGreaterThan(0.3);
    FaceTexture genuine = texture(AS_IT_IS);
    assertThat(TextureCues.sharpness(genuine)).isEqualTo(0, within(0.15));
    assertThat(TextureCues.spectrum(genuine)).isEqualTo(0, within(0.15));
    assertThat(TextureCues.noise(genuine)).isEqualTo(0, within(0.15));
  }

  @Test
  void anotherPersonsComplexionIsAnotherColour() {
    FaceTexture swapped =
        texture((plane, at) -> plane[at] + (at % 3 == 2 && out(at) < 0.93 ? 25 : 0));
    assertThat(TextureCues.colour(swapped)).isGreaterThan(0.1);
    assertThat(TextureCues.colour(texture(AS_IT_IS))).isLessThan(0.02);
  }

  @Test
  void aBlendedSeamIsSmootherThanBothItsSides() {
    FaceTexture seam =
        texture((plane, at) -> out(at) > 0.85 ? Portraits.smooth(plane, at) : plane[at]);
    assertThat(TextureCues.boundary(seam))
        .isGreaterThan(TextureCues.boundary(texture(AS_IT_IS)) + 0.2);
  }

  @Test
  void aFaceThatLeavesThePictureAllowsNoAnswer() {
    float[] points = Portraits.landmarks(-190);
    Face leaving = new Face(-30, 70, 128, 160, 0.9f, points, 0);
    Image image = Portraits.picture(1, 3, AS_IT_IS);
    FaceTexture texture = texture(image, leaving);
    for (DeepfakeCue cue : DeepfakeCue.values()) {
      if (cue.texture() != null) {
        assertThat(cue.texture().applyAsDouble(texture)).as(cue.id()).isNaN();
      }
    }
  }

  private static double out(int at) {
    return Portraits.outOfMiddle(at / 3 % Portraits.SIDE, at / 3 / Portraits.SIDE);
  }

  private static FaceTexture texture(Portraits.Inside inside) {
    return texture(Portraits.picture(1, 3, inside));
  }

  private static FaceTexture texture(Image image) {
    return texture(image, Portraits.face());
  }

  private static FaceTexture texture(Image image, Face face) {
    Scratch scratch = new Scratch();
    return new FaceTexture(AlignedFace.of(image, face, FaceTexture.SIZE, scratch), scratch);
  }
}
