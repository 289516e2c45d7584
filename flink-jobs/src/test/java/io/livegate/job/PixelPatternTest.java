package io.livegate.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.image.GreyImage;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.ImageLimits;
import io.livegate.image.JpegEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The search that looks for pictures finds them in the forms they take in memory. */
class PixelPatternTest {

  private final PixelPattern pattern = new PixelPattern(1);
  private final byte[] jpeg = JpegEncoder.encode(pattern.image(), 90);

  @Test
  void itIsFoundInDecodedBytesAtEveryScaleAndNotInTheEncodedOnes() throws Exception {
    assertThat(pattern.isIn(jpeg)).isFalse();
    for (int longSide : new int[] {640, 320, 160}) {
      assertThat(pattern.isIn(decoded(longSide).bgr())).as("%d", longSide).isTrue();
    }
    assertThat(new PixelPattern(2).isIn(decoded(640).bgr())).as("another one").isFalse();
  }

  @Test
  void everyPatternIsFound() throws Exception {
    for (int seed = 0; seed < 50; seed++) {
      PixelPattern one = new PixelPattern(seed);
      byte[] encoded = JpegEncoder.encode(one.image(), 90);
      Image image =
          ImageDecoder.decode(encoded, ImageHeader.parse(encoded, ImageLimits.DEFAULT), 320);
      assertThat(one.isIn(image.bgr())).as("seed %d", seed).isTrue();
    }
  }

  @Test
  void itIsFoundInOneRowOfPlanarFloatsHoweverNormalised() throws Exception {
    Image image = decoded(640);
    for (double scale : new double[] {1, 1 / 255.0, 1 / 128.0}) {
      for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
        ByteBuffer floats = ByteBuffer.allocate(3 + 4 * image.width()).order(order).position(3);
        for (int x = 0; x < image.width(); x++) {
          floats.putFloat((float) (((image.bgr()[3 * x] & 0xff) - 100) * scale));
        }
        assertThat(pattern.isIn(floats.array())).as("%s %s", scale, order).isTrue();
      }
    }
  }

  @Test
  void itIsFoundInASmallGreyImage() throws Exception {
    GreyImage grey = GreyImage.of(decoded(640), 160);
    ByteBuffer floats = ByteBuffer.allocate(4 * grey.width() * grey.height());
    for (float value : grey.luma()) {
      floats.putFloat(value);
    }
    assertThat(pattern.isIn(floats.array())).isTrue();
  }

  @Test
  void itIsNotFoundInNoise() {
    byte[] noise = new byte[1_000_000];
    new Random(3).nextBytes(noise);

    assertThat(pattern.isIn(noise)).isFalse();
    assertThat(pattern.isIn(new byte[1000])).isFalse();
  }

  private Image decoded(int longSide) throws Exception {
    return ImageDecoder.decode(jpeg, ImageHeader.parse(jpeg, ImageLimits.DEFAULT), longSide);
  }
}
