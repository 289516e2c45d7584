package io.livegate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegate.signal.ReasonCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bytedeco.javacpp.Pointer;
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

  @Test
  void memoryThatHeldALargerPictureGivesTheSamePixels() throws Exception {
    byte[] large = JpegEncoder.encode(Pictures.quadrants(640, 480), 90);
    byte[] small = JpegEncoder.encode(Pictures.quadrants(64, 48), 90);
    PixelPool pool = new PixelPool();
    Image before = ImageDecoder.decode(large, ImageHeader.parse(large), 640, pool);
    pool.giveBack(before);

    Image image = ImageDecoder.decode(small, ImageHeader.parse(small), 64, pool);

    assertThat(image.bgr()).isSameAs(before.bgr());
    Image fresh = ImageDecoder.decode(small, ImageHeader.parse(small), 64);
    assertThat(Arrays.copyOf(image.bgr(), 64 * 48 * 3)).isEqualTo(fresh.bgr());
    Image again = ImageDecoder.decode(large, ImageHeader.parse(large), 640, pool);
    assertThat(again.bgr()).as("not handed out twice").isNotSameAs(image.bgr());
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

  @Test
  void greyBecomesColour() throws Exception {
    BufferedImage grey = new BufferedImage(40, 30, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(5, 5, 0, 200);

    Image image = decode(Pictures.encode(grey, "png"));

    assertThat(Pictures.pixel(image, 5, 5)).containsExactly(200, 200, 200);
    assertThat(Pictures.pixel(image, 6, 5)).containsExactly(0, 0, 0);
  }

  @Test
  void sixteenBitsBecomeEight() throws Exception {
    BufferedImage deep = new BufferedImage(40, 30, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(5, 5, 0, 200 << 8);

    Image image = decode(Pictures.encode(deep, "png"));

    assertThat(Pictures.pixel(image, 5, 5)).containsExactly(200, 200, 200);
  }

  @Test
  void alphaIsDroppedAndTheColoursStay() throws Exception {
    BufferedImage glass = new BufferedImage(40, 30, BufferedImage.TYPE_INT_ARGB);
    glass.setRGB(5, 5, 0x80_C8_64_0A);

    Image image = decode(Pictures.encode(glass, "png"));

    assertThat(Pictures.pixel(image, 5, 5)).containsExactly(0x0A, 0x64, 0xC8);
  }

  @Test
  void fourInksBecomeThreeColours() throws Exception {
    byte[] jpeg = Pictures.cmykJpeg(40, 30);

    Image image = decode(jpeg);

    assertThat(image.width()).isEqualTo(40);
    assertThat(image.bgr()).hasSize(40 * 30 * 3);
  }

  @Test
  void webpIsDecodedLossyAndLossless() throws Exception {
    for (int quality : new int[] {90, 101}) {
      Image image = decode(Pictures.webp(Pictures.quadrants(64, 48), quality));

      assertThat(image.width()).isEqualTo(64);
      int[] bottomRight = Pictures.pixel(image, 48, 36);
      assertThat(bottomRight[1]).isCloseTo(220, within(12));
    }
  }

  @Test
  void aPngOrWebpCutOffAnywhereIsUndecodable() throws Exception {
    BufferedImage noise = Pictures.noise(64, 48);
    for (byte[] whole :
        new byte[][] {
          Pictures.encode(noise, "png"), Pictures.webp(Pictures.quadrants(64, 48), 90)
        }) {
      ImageHeader header = ImageHeader.parse(whole);
      for (int cut : new int[] {whole.length - 1, whole.length / 2, 60}) {
        assertReason(
            ReasonCode.UNDECODABLE,
            () -> ImageDecoder.decode(Arrays.copyOf(whole, cut), header, 64));
      }
    }
  }

  @Test
  void pngPixelsThatDoNotInflateAreUndecodable() throws Exception {
    byte[] png = Pictures.encode(Pictures.noise(64, 48), "png");
    int data = new String(png, StandardCharsets.ISO_8859_1).indexOf("IDAT");
    Arrays.fill(png, data + 10, data + 2000, (byte) 0x55);

    assertReason(
        ReasonCode.UNDECODABLE, () -> ImageDecoder.decode(png, ImageHeader.parse(png), 64));
  }

  @Test
  void aHeaderOfOtherBytesIsUndecodable() {
    byte[] jpeg = JpegEncoder.encode(Pictures.quadrants(64, 48), 90);
    ImageHeader other = new ImageHeader(ImageFormat.JPEG, 640, 480);

    assertReason(ReasonCode.UNDECODABLE, () -> ImageDecoder.decode(jpeg, other, 64));
  }

  @Test
  void aJpegOfEndlessScansIsTooLarge() throws Exception {
    byte[] jpeg = JpegEncoder.encode(Pictures.quadrants(64, 48), 90);
    ByteArrayOutputStream many = new ByteArrayOutputStream();
    many.write(jpeg, 0, jpeg.length - 2);
    for (int i = 0; i < JpegStructure.MAX_SCANS; i++) {
      many.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1});
    }
    many.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD9});
    byte[] dear = many.toByteArray();

    assertReason(
        ReasonCode.TOO_LARGE, () -> ImageDecoder.decode(dear, ImageHeader.parse(dear), 64));
  }

  @Test
  void encodingKeepsThePicture() throws Exception {
    Image picture = Pictures.quadrants(64, 48);

    Image back = decode(JpegEncoder.encode(picture, 90));

    for (int[] at : new int[][] {{16, 12}, {48, 12}, {16, 36}, {48, 36}}) {
      int[] expected = Pictures.pixel(picture, at[0], at[1]);
      int[] actual = Pictures.pixel(back, at[0], at[1]);
      for (int c = 0; c < 3; c++) {
        assertThat(actual[c]).isCloseTo(expected[c], within(6));
      }
    }
    assertThatThrownBy(() -> JpegEncoder.encode(picture, 0))
        .hasMessage("JPEG quality must be 1 to 100, not 0");
  }

  @Test
  void nothingNativeIsLeftBehind() throws Exception {
    byte[] jpeg = JpegEncoder.encode(Pictures.quadrants(1280, 960), 90);
    ImageHeader header = ImageHeader.parse(jpeg);
    for (int i = 0; i < 20; i++) {
      ImageDecoder.decode(jpeg, header, 1280);
    }
    long before = Pointer.totalBytes();

    for (int i = 0; i < 200; i++) {
      ImageDecoder.decode(jpeg, header, 1280);
    }

    assertThat(Pointer.totalBytes() - before).isLessThan(4L << 20); // one picture has 3.7 MB
  }

  private static Image decode(byte[] bytes) throws ImageRejectedException {
    return ImageDecoder.decode(bytes, ImageHeader.parse(bytes), Integer.MAX_VALUE);
  }

  private static void assertReason(ReasonCode reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ImageRejectedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }
}
