package io.livegate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegate.signal.ReasonCode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

  @ParameterizedTest
  @CsvSource({
    "640, 480, 320, 320, 2.0",
    "640, 480, 321, 640, 1.0",
    "640, 480, 2147483647, 640, 1.0",
    "1280, 720, 320, 320, 4.0",
    "641, 480, 320, 321, 1.99688",
    "1280, 720, 1, 160, 8.0",
    "7, 5, 1, 2, 3.5"
  })
  void decodesAtTheSmallestScaleWhoseLongSideReachesTheOneAskedFor(
      int width, int height, int minLongSide, int decodedWidth, double scale) throws Exception {
    byte[] jpeg = JpegEncoder.encode(Pictures.quadrants(width, height), 90);

    Image image = ImageDecoder.decode(jpeg, ImageHeader.parse(jpeg), minLongSide);

    assertThat(image.width()).isEqualTo(decodedWidth);
    assertThat(image.sourceScale()).isCloseTo(scale, within(1e-4));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void appliesEveryExifOrientationAtFullAndAtReducedScale(int orientation) throws Exception {
    Image stored = Pictures.quadrants(64, 48);
    byte[] jpeg = Pictures.withOrientation(JpegEncoder.encode(stored, 95), orientation);
    ImageHeader header = ImageHeader.parse(jpeg);

    for (int minLongSide : new int[] {64, 32}) {
      Image upright = ImageDecoder.decode(jpeg, header, minLongSide);

      boolean turned = orientation >= 5;
      int w = upright.width();
      int h = upright.height();
      assertThat(new int[] {w, h})
          .containsExactly(
              (turned ? 48 : 64) * minLongSide / 64, (turned ? 64 : 48) * minLongSide / 64);
      for (int corner = 0; corner < 4; corner++) {
        int x = corner % 2 == 0 ? w / 4 : 3 * w / 4;
        int y = corner / 2 == 0 ? h / 4 : 3 * h / 4;
        int[] at = storedCorner(orientation, corner % 2, corner / 2);
        int[] expected = Pictures.pixel(stored, 16 + 32 * at[0], 12 + 24 * at[1]);
        int[] actual = Pictures.pixel(upright, x, y);
        for (int c = 0; c < 3; c++) {
          assertThat(actual[c]).isCloseTo(expected[c], within(12));
        }
      }
    }
  }

  /** Which stored corner is seen at a displayed one, from the EXIF table of rows and columns. */
  private static int[] storedCorner(int orientation, int right, int low) {
    return switch (orientation) {
      case 1 -> new int[] {right, low};
      case 2 -> new int[] {1 - right, low};
      case 3 -> new int[] {1 - right, 1 - low};
      case 4 -> new int[] {right, 1 - low};
      case 5 -> new int[] {low, right};
      case 6 -> new int[] {low, 1 - right};
      case 7 -> new int[] {1 - low, 1 - right};
      case 8 -> new int[] {1 - low, right};
      default -> throw new IllegalArgumentException("orientation " + orientation);
    };
  }

  @Test
  void aJpegCutOffAnywhereIsUndecodable() throws Exception {
    byte[] jpeg = JpegEncoder.encode(Pictures.quadrants(64, 48), 90);
    ImageHeader header = ImageHeader.parse(jpeg);

    for (int cut : new int[] {jpeg.length - 1, jpeg.length - 2, jpeg.length / 2}) {
      assertThatThrownBy(() -> ImageDecoder.decode(Arrays.copyOf(jpeg, cut), header, 64))
          .isInstanceOfSatisfying(
              ImageRejectedException.class,
              e -> assertThat(e.reason()).isEqualTo(ReasonCode.UNDECODABLE))
          .hasMessageContaining("no end-of-image marker");
    }
  }
}
