package io.livegate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.livegate.signal.ReasonCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageHeaderTest {

  @Test
  void eachFormatTellsItsSize() throws Exception {
    Image picture = Pictures.quadrants(321, 123);

    assertThat(ImageHeader.parse(JpegEncoder.encode(picture, 90)))
        .isEqualTo(new ImageHeader(ImageFormat.JPEG, 321, 123));
    assertThat(ImageHeader.parse(Pictures.encode(Pictures.noise(321, 123), "png")))
        .isEqualTo(new ImageHeader(ImageFormat.PNG, 321, 123));
    assertThat(ImageHeader.parse(Pictures.webp(picture, 80)))
        .isEqualTo(new ImageHeader(ImageFormat.WEBP, 321, 123));
    assertThat(ImageHeader.parse(Pictures.webp(picture, 101)))
        .isEqualTo(new ImageHeader(ImageFormat.WEBP, 321, 123));
    assertThat(ImageHeader.parse(extendedWebp(0, 321, 123)))
        .isEqualTo(new ImageHeader(ImageFormat.WEBP, 321, 123));
  }

  @ParameterizedTest
  @CsvSource({
    "GIF89a000000, GIF",
    "BM0000000000, BMP",
    "II*\0000000000, TIFF",
    "MM\000*0000000, TIFF",
    "0000ftypavif, AVIF",
    "0000ftypheic, HEIF",
    "'\000\000\001\00000000000', ICO"
  })
  void aKnownFormatThatIsNotDecodedIsNamed(String begin, String name) {
    assertThatThrownBy(() -> ImageHeader.parse(begin.getBytes(StandardCharsets.ISO_8859_1)))
        .hasMessage(name + " is not decoded; send JPEG, PNG or WebP");
  }

  @Test
  void anUnknownFormatShowsItsFirstBytes() {
    assertRejected(
        "hello world".getBytes(StandardCharsets.US_ASCII),
        ReasonCode.UNSUPPORTED_FORMAT,
        "the bytes begin with 68656c6c6f20776f, which is no image format known here; send JPEG,"
            + " PNG or WebP");
    assertRejected(new byte[0], ReasonCode.BAD_HEADER, "the image is empty (0 bytes)");
  }

  @Test
  void animationsAreToldToSendSingleFrames() throws Exception {
    assertRejected(
        extendedWebp(2, 10, 10),
        ReasonCode.UNSUPPORTED_FORMAT,
        "animated WebP is not decoded; send single frames");
    byte[] png = Pictures.encode(Pictures.noise(8, 8), "png");
    byte[] control = HexFormat.of().parseHex("000000086163544c000000010000000000000000");
    byte[] animated = new byte[png.length + control.length];
    System.arraycopy(png, 0, animated, 0, 33);
    System.arraycopy(control, 0, animated, 33, control.length);
    System.arraycopy(png, 33, animated, 33 + control.length, png.length - 33);
    assertRejected(
        animated, ReasonCode.UNSUPPORTED_FORMAT, "animated PNG is not decoded; send single frames");
  }

  @Test
  void zeroNegativeAndHugeSizesAreRefusedWithTheNumbers() throws Exception {
    assertRejected(
        jpegOf(0, 480),
        ReasonCode.BAD_HEADER,
        "the JPEG is 0 x 480 pixels: both must be at least 1");
    assertRejected(
        pngOf(-1, 480),
        ReasonCode.BAD_HEADER,
        "the PNG is 4294967295 x 480 pixels, more than the format allows");
    assertRejected(
        jpegOf(65_500, 2),
        ReasonCode.TOO_LARGE,
        "the JPEG is 65500 x 2 pixels, more than the limit maxSide = 8192");
    assertRejected(
        pngOf(8000, 8000),
        ReasonCode.TOO_LARGE,
        "the PNG is 8000 x 8000 pixels (64000000 in all), more than the limit maxPixels ="
            + " 33177600");
    assertRejected(
        pngOf(Integer.MAX_VALUE, Integer.MAX_VALUE),
        ReasonCode.TOO_LARGE,
        "the PNG is 2147483647 x 2147483647 pixels, more than the limit maxSide = 8192");
  }

  @Test
  void theLimitsAreTheCallers() throws Exception {
    byte[] jpeg = JpegEncoder.encode(Pictures.quadrants(64, 48), 90);
    ImageLimits exact = new ImageLimits(jpeg.length, 64 * 48, 64);
    assertThat(ImageHeader.parse(jpeg, exact).width()).isEqualTo(64);

    ImageLimits small = new ImageLimits(jpeg.length - 1, 64 * 48, 64);
    assertThatThrownBy(() -> ImageHeader.parse(jpeg, small))
        .hasMessage(
            "the image has "
                + jpeg.length
                + " bytes, more than the limit maxBytes = "
                + (jpeg.length - 1));
    assertThatThrownBy(() -> new ImageLimits(0, -1, 0))
        .hasMessageContaining("maxBytes must be at least 1, not 0")
        .hasMessageContaining("maxPixels must be 1 to")
        .hasMessageContaining("maxSide must be at least 1, not 0");
  }

  @Test
  void quantisationTablesOfSixteenBitsAreReadAndBrokenOnesRefused() throws Exception {
    String wide = "ffdb0083" + "10" + "0001".repeat(64);
    assertThat(ImageHeader.parse(jpeg(wide)).height()).isEqualTo(48);
    assertRejected(
        jpeg("ffdb0043" + "20" + "01".repeat(64)),
        ReasonCode.BAD_HEADER,
        "the JPEG quantisation table has precision 2; 0 or 1 is defined");
    assertRejected(
        jpeg("ffdb0042" + "00" + "01".repeat(63)),
        ReasonCode.BAD_HEADER,
        "the JPEG quantisation tables do not fill their segment");
  }

  @Test
  void aSegmentOfImpossibleLengthIsNamed() {
    assertRejected(
        jpeg("fffe0001"),
        ReasonCode.BAD_HEADER,
        "the JPEG segment at byte 4 has length 1; at least 2 is due");
    assertRejected(
        HexFormat.of().parseHex("ffd8fffe1000aabb"),
        ReasonCode.BAD_HEADER,
        "the JPEG ends at byte 8 where byte 4100 is needed");
  }

  @Test
  void whatJpegDecodersDoNotReadIsNamed() {
    String frame = "000b080030004001011100";
    assertRejected(
        HexFormat.of().parseHex("ffd8ffc3" + frame),
        ReasonCode.UNSUPPORTED_FORMAT,
        "lossless, hierarchical or arithmetic JPEG (SOF3) is not decoded; send baseline or"
            + " progressive");
    assertRejected(
        HexFormat.of().parseHex("ffd8ffc1000b0c0030004001011100"),
        ReasonCode.UNSUPPORTED_FORMAT,
        "JPEG of 12 bits is not decoded; send 8");
  }

  @Test
  void tenThousandMutationsGiveAHeaderOrARejection() throws Exception {
    Image picture = Pictures.quadrants(48, 32);
    List<byte[]> originals =
        new ArrayList<>(
            List.of(
                Pictures.withOrientation(JpegEncoder.encode(picture, 80), 6),
                Pictures.encode(Pictures.noise(24, 16), "png"),
                Pictures.webp(picture, 80),
                Pictures.webp(picture, 101),
                extendedWebp(0, 48, 32)));
    Random random = new Random(20);
    int headers = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] bytes = mutate(originals.get(i % originals.size()), random);
      try {
        ImageHeader header = ImageHeader.parse(bytes);
        assertThat(header.width()).isBetween(1, 8192);
        assertThat(header.height()).isBetween(1, 8192);
        headers++;
        if (i % 10 == 0) {
          ImageDecoder.decode(bytes, header, 16);
        }
      } catch (ImageRejectedException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
    assertThat(headers).as("mutations that leave a header").isBetween(1000, 9900);
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] bytes =
        random.nextInt(4) == 0
            ? Arrays.copyOf(original, random.nextInt(original.length))
            : original.clone();
    for (int k = random.nextInt(6); k > 0 && bytes.length > 0; k--) {
      int at = random.nextInt(random.nextBoolean() ? Math.min(64, bytes.length) : bytes.length);
      bytes[at] = (byte) (random.nextInt(4) == 0 ? 0xFF : random.nextInt());
    }
    return bytes;
  }

  /** A baseline frame header of 64 x 48 after the given segments. */
  private static byte[] jpeg(String segments) {
    return HexFormat.of().parseHex("ffd8" + segments + "ffc0000b080030004001011100");
  }

  private static byte[] jpegOf(int width, int height) {
    return HexFormat.of().parseHex(String.format("ffd8ffc0000b08%04x%04x01011100", height, width));
  }

  private static byte[] pngOf(int width, int height) throws Exception {
    byte[] png = Pictures.encode(Pictures.noise(8, 8), "png");
    ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
    return png;
  }

  private static byte[] extendedWebp(int flags, int width, int height) {
    ByteBuffer file = ByteBuffer.allocate(30).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(22);
    file.put("WEBPVP8X".getBytes(StandardCharsets.US_ASCII)).putInt(10).putInt(flags);
    file.putShort((short) (width - 1)).put((byte) 0).putShort((short) (height - 1)).put((byte) 0);
    return file.array();
  }

  private static void assertRejected(byte[] bytes, ReasonCode reason, String message) {
    ImageRejectedException rejected =
        catchThrowableOfType(ImageRejectedException.class, () -> ImageHeader.parse(bytes));
    assertThat(rejected).hasMessage(message);
    assertThat(rejected.reason()).isEqualTo(reason);
  }
}
