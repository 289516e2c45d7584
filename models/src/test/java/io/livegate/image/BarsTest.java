package io.livegate.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarsTest {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;

  @ParameterizedTest
  @CsvSource({"160,0", "0,80", "120,90", "61,43", "243,0"})
  void bars_are_found_to_a_few_pixels_after_coding(int across, int down) throws Exception {
    for (int quality : new int[] {95, 60}) {
      Bars bars = Bars.of(coded(barred(across, down, across, down, room()), quality));

      assertThat(bars.across()).isBetween(across - 3, across + 3);
      assertThat(bars.down()).isBetween(down - 3, down + 3);
    }
  }

  @Test
  void one_dark_side_is_no_bar() throws Exception {
    assertThat(Bars.of(coded(barred(90, 0, 0, 0, room()), 80))).isEqualTo(Bars.NONE);
    assertThat(Bars.of(coded(barred(90, 0, 140, 0, room()), 80))).isEqualTo(Bars.NONE);
  }

  @Test
  void a_room_has_none() throws Exception {
    assertThat(Bars.of(coded(picture(room()), 80))).isEqualTo(Bars.NONE);
    assertThat(Bars.of(picture((x, y) -> 0))).as("a black picture").isEqualTo(Bars.NONE);
    assertThat(Bars.of(picture((x, y) -> x * 255 / WIDTH))).as("a lamp").isEqualTo(Bars.NONE);
    assertThat(Bars.of(picture((x, y) -> Math.hypot(x - 320, y - 240) < 180 ? 180 : 8)))
        .as("a face in the dark")
        .isEqualTo(Bars.NONE);
  }

  /** Or the dark around a screen held before the camera would be taken away. */
  @ParameterizedTest
  @CsvSource({"0.04", "0.08", "0.2"})
  void a_bright_screen_in_the_dark_that_leans_has_none(double slope) throws Exception {
    IntBinaryOperator screen =
        (x, y) -> {
          double u = x - WIDTH / 2 + slope * (y - HEIGHT / 2);
          double v = y - HEIGHT / 2 - slope * (x - WIDTH / 2);
          return Math.abs(u) < 190 && Math.abs(v) < 150 ? room().applyAsInt(x, y) : 6;
        };
    assertThat(Bars.of(coded(picture(screen), 80))).isEqualTo(Bars.NONE);
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,400", "39,7", "31,31"})
  void pictures_of_a_few_pixels_have_none(int width, int height) {
    Image small = new Image(width, height, new byte[width * height * 3], 1);
    assertThat(Bars.of(small)).isEqualTo(Bars.NONE);
    assertThat(Bars.NONE.cover(small)).isTrue();
  }

  /** Or next to nothing would be left to judge. */
  @ParameterizedTest
  @CsvSource({"310,0", "0,230", "316,236", "270,0"})
  void a_bright_line_or_spot_in_the_dark_has_none(int across, int down) {
    assertThat(Bars.of(barred(across, down, across, down, (x, y) -> 200))).isEqualTo(Bars.NONE);
  }

  @Test
  void what_is_between_them_is_left() {
    Image whole = barred(160, 40, 160, 40, room());
    Image trimmed = new Bars(160, 40).trimmed(whole, new PixelPool());

    assertThat(trimmed.width()).isEqualTo(320);
    assertThat(trimmed.height()).isEqualTo(400);
    assertThat(Pictures.pixel(trimmed, 0, 0)).isEqualTo(Pictures.pixel(whole, 160, 40));
    assertThat(Pictures.pixel(trimmed, 319, 399)).isEqualTo(Pictures.pixel(whole, 479, 439));
  }

  @Test
  void bars_are_held_while_they_stay_black_and_given_up_when_something_comes_into_them() {
    ActivePicture active = new ActivePicture(new PixelPool());

    assertThat(active.of(barred(160, 0, 160, 0, room())).width()).isBetween(315, 325);
    assertThat(active.of(barred(160, 0, 160, 0, (x, y) -> 20)).width())
        .as("a dark scene")
        .isBetween(315, 325);
    assertThat(active.of(picture(room())).width()).as("a wide one").isEqualTo(WIDTH);
    for (int i = 0; i < 9; i++) {
      assertThat(active.of(barred(160, 0, 160, 0, room())).width()).as("flicker").isEqualTo(WIDTH);
    }
    assertThat(active.of(barred(160, 0, 160, 0, room())).width()).isBetween(315, 325);
    Image turned = new Image(HEIGHT, WIDTH, picture(room()).bgr(), 1);
    assertThat(active.of(turned).width()).as("another stream").isEqualTo(HEIGHT);
  }

  @Test
  void bars_that_move_are_the_dark_around_a_screen_in_a_hand() {
    ActivePicture active = new ActivePicture(new PixelPool());
    active.of(barred(160, 0, 160, 0, room()));
    for (int i = 0; i < 30; i++) {
      int depth = i % 2 == 0 ? 166 : 170;
      assertThat(active.of(barred(depth, 0, depth, 0, room())).width()).isEqualTo(WIDTH);
    }
  }

  /** Walls, a lamp and something dark at the rim. */
  static IntBinaryOperator room() {
    return (x, y) -> {
      int noise = new Random(x * 7919L + y).nextInt(12);
      boolean dark = y > 300 && Math.abs(x - 240) < 120;
      return noise + (dark ? 15 : 90 + x / 8 + y / 6);
    };
  }

  private static Image picture(IntBinaryOperator luma) {
    return barred(0, 0, 0, 0, luma);
  }

  private static Image barred(int left, int top, int right, int bottom, IntBinaryOperator luma) {
    byte[] bgr = new byte[WIDTH * HEIGHT * 3];
    for (int y = top; y < HEIGHT - bottom; y++) {
      for (int x = left; x < WIDTH - right; x++) {
        int value = Math.min(255, luma.applyAsInt(x, y));
        for (int c = 0; c < 3; c++) {
          bgr[(y * WIDTH + x) * 3 + c] = (byte) value;
        }
      }
    }
    return new Image(WIDTH, HEIGHT, bgr, 1);
  }

  private static Image coded(Image image, int quality) throws Exception {
    byte[] jpeg = JpegEncoder.encode(image, quality);
    return ImageDecoder.decode(
        jpeg, ImageHeader.parse(jpeg, ImageLimits.DEFAULT), Integer.MAX_VALUE);
  }
}
