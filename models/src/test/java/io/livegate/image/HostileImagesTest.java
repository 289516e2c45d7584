package io.livegate.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.signal.ReasonCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Third-party files made to break decoders, where they are at hand. */
class HostileImagesTest {

  private static final Path HOSTILE =
      Path.of(System.getProperty("livegate.root", "."), "../shared/media/dev/hostile");

  @Test
  void eachIsDecodedOrRejectedAndCostsLittleMemory() throws Exception {
    Map<String, Object> results = new TreeMap<>();
    long before = Pointer.physicalBytes();
    for (Path file : files()) {
      byte[] bytes = Files.readAllBytes(file);
      Object result;
      try {
        Image image = ImageDecoder.decode(bytes, ImageHeader.parse(bytes), 320);
        result = image.width() + "x" + image.height();
      } catch (ImageRejectedException e) {
        result = e.reason();
      }
      results.put(file.getFileName().toString(), result);
    }

    assertThat(Pointer.physicalBytes() - before).isLessThan(400L << 20);
    assertThat(results)
        .containsEntry("pillow__truncated-image.png", ReasonCode.UNDECODABLE)
        .containsEntry("pillow__truncated-end-chunk.png", ReasonCode.UNDECODABLE)
        .containsEntry("pillow__broken-data-stream.png", ReasonCode.UNDECODABLE)
        .containsEntry("wuffs__hippopotamus.regular.truncated.png", ReasonCode.UNDECODABLE)
        .containsEntry("scikit-image__truncated.jpg", ReasonCode.UNDECODABLE)
        .containsEntry("pillow__broken.png", ReasonCode.BAD_HEADER)
        .containsEntry("photoprism__empty.jpg", ReasonCode.BAD_HEADER)
        .containsEntry("pillow__decompression-bomb.gif", ReasonCode.UNSUPPORTED_FORMAT)
        .containsEntry("pillow__reallybig.bmp", ReasonCode.UNSUPPORTED_FORMAT)
        .containsEntry("mp4parse-rust__bug-1655846.avif", ReasonCode.UNSUPPORTED_FORMAT);
    assertThat(
            List.of(
                "photoprism__this-is-a-jpeg.png",
                "pillow__hopper-gray.jpg",
                "pillow__hopper-16bit-qtables.jpg",
                "pillow__hopper-orientation-6.jpg",
                "pillow__pil-sample-cmyk.jpg",
                "pillow__invalid-exif.jpg"))
        .allSatisfy(name -> assertThat(results.get(name)).as(name).isInstanceOf(String.class));
  }

  @Test
  void picturesOfTheSameSceneInThreeOrientationsLookAlike() throws Exception {
    Image upside = decode("pillow__hopper-orientation-3.jpg");
    Image right = decode("pillow__hopper-orientation-6.jpg");
    Image left = decode("pillow__hopper-orientation-8.jpg");

    assertThat(difference(upside, right)).isLessThan(6);
    assertThat(difference(upside, left)).isLessThan(6);
  }

  private static Image decode(String name) throws Exception {
    Path file = HOSTILE.resolve(name);
    Assumptions.assumeTrue(Files.exists(file), () -> file + " is not at hand");
    byte[] bytes = Files.readAllBytes(file);
    return ImageDecoder.decode(bytes, ImageHeader.parse(bytes), Integer.MAX_VALUE);
  }

  /** Mean absolute difference of the pixels both have. */
  private static double difference(Image a, Image b) {
    assertThat(a.width()).isEqualTo(b.width());
    assertThat(a.height()).isEqualTo(b.height());
    long sum = 0;
    for (int i = 0; i < a.bgr().length; i++) {
      sum += Math.abs((a.bgr()[i] & 0xFF) - (b.bgr()[i] & 0xFF));
    }
    return (double) sum / a.bgr().length;
  }

  private static List<Path> files() throws IOException {
    Assumptions.assumeTrue(Files.isDirectory(HOSTILE), () -> HOSTILE + " is not at hand");
    try (Stream<Path> files = Files.list(HOSTILE)) {
      return files.sorted().toList();
    }
  }
}
