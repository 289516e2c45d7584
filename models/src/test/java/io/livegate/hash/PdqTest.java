package io.livegate.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.image.Image;
import io.livegate.testing.TestImages;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PdqTest {

  @Test
  void half_of_the_bits_are_set() {
    FrameHash hash = Pdq.of(TestImages.scene(320, 240, 3));

    assertThat(hash.distance(new FrameHash(0, 0, 0, 0, 0))).isEqualTo(FrameHash.BITS / 2);
  }

  @Test
  void a_smaller_picture_has_nearly_the_same_hash_and_another_picture_has_not() {
    FrameHash hash = Pdq.of(waves(640, 480));

    assertThat(hash.distance(Pdq.of(waves(320, 240)))).isLessThan(32);
    assertThat(hash.distance(Pdq.of(stripes(320, 240)))).isGreaterThan(80);
  }

  @Test
  void a_picture_without_structure_has_no_quality() {
    byte[] grey = new byte[64 * 48 * 3];
    Arrays.fill(grey, (byte) 90);

    assertThat(Pdq.of(new Image(64, 48, grey, 1)).quality()).isZero();
    assertThat(Pdq.of(stripes(64, 48)).quality()).isGreaterThan(50);
  }

  @Test
  void a_picture_of_one_pixel_has_a_hash() {
    assertThat(Pdq.of(new Image(1, 1, new byte[] {1, 2, 3}, 1)).quality()).isZero();
  }

  private static Image waves(int width, int height) {
    byte[] bgr = new byte[width * height * 3];
    for (int i = 0; i < bgr.length; i++) {
      double x = (i / 3 % width) / (double) width;
      double y = (i / 3 / width) / (double) height;
      bgr[i] = (byte) (128 + 50 * Math.sin(9 * x * x + 7 * y) + 50 * Math.cos(31 * x * y + 5 * y));
    }
    return new Image(width, height, bgr, 1);
  }

  private static Image stripes(int width, int height) {
    byte[] bgr = new byte[width * height * 3];
    for (int i = 0; i < bgr.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      bgr[i] = (byte) ((x * 8 / width + y * 5 / height) % 2 == 0 ? 220 : 20);
    }
    return new Image(width, height, bgr, 1);
  }
}
