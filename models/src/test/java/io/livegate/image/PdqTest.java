package io.livegate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.livegate.hash.FrameHash;
import io.livegate.testing.TestImages;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void a_picture_hashed_before_leaves_no_trace() {
    Pdq used = new Pdq();
    for (Image picture : List.of(waves(640, 360), stripes(64, 48), waves(358, 640))) {
      assertThat(used.hash(picture)).isEqualTo(Pdq.of(picture));
    }
  }

  @ParameterizedTest
  @CsvSource({"640, 360", "358, 640", "97, 61", "64, 48", "3, 200", "1280, 717"})
  void the_grid_is_that_of_the_whole_picture_filtered_twice(int width, int height) {
    Image picture = waves(width, height);

    float[] grid = new Pdq().grid(picture);

    float[] whole = filtered(picture);
    for (int i = 0; i < grid.length; i++) {
      int x = (2 * (i % 64) + 1) * width / 128;
      int y = (2 * (i / 64) + 1) * height / 128;
      assertThat(grid[i]).as("cell %d", i).isCloseTo(whole[y * width + x], within(0.01f));
    }
  }

  /** As the paper has it: a box filter over all rows and columns, and once more. */
  private static float[] filtered(Image picture) {
    int width = picture.width();
    int height = picture.height();
    float[] luma = new float[width * height];
    for (int i = 0; i < luma.length; i++) {
      luma[i] =
          0.114f * (picture.bgr()[3 * i] & 0xff)
              + 0.587f * (picture.bgr()[3 * i + 1] & 0xff)
              + 0.299f * (picture.bgr()[3 * i + 2] & 0xff);
    }
    for (int pass = 0; pass < 2; pass++) {
      luma = boxes(luma, width, height, 1, width, (width + 127) / 128);
      luma = boxes(luma, height, width, width, 1, (height + 127) / 128);
    }
    return luma;
  }

  private static float[] boxes(
      float[] from, int length, int lines, int step, int nextLine, int window) {
    float[] to = new float[from.length];
    int ahead = window / 2;
    int behind = window - 1 - ahead;
    for (int line = 0; line < lines; line++) {
      for (int i = 0; i < length; i++) {
        int first = Math.max(0, i - behind);
        int last = Math.min(length - 1, i + ahead);
        double sum = 0;
        for (int j = first; j <= last; j++) {
          sum += from[line * nextLine + j * step];
        }
        to[line * nextLine + i * step] = (float) (sum / (last - first + 1));
      }
    }
    return to;
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
