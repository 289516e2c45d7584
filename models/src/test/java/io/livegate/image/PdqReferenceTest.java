package io.livegate.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.hash.FrameHash;
import io.livegate.testing.SharedMedia;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against hashes that the algorithm's own implementations published. */
class PdqReferenceTest {

  /**
   * The references were made of a picture shrunk to 512 pixels first, by another library; here the
   * picture is hashed at its own size.
   */
  private static final int SHRUNK_FIRST = 12;

  private static final int SHRUNK_ABOVE = 512;

  @Test
  void hashes_of_pictures_are_as_published() throws Exception {
    List<String> lines =
        Files.readAllLines(SharedMedia.at("dev/annotations/pdq_reference.csv")).stream()
            .skip(1)
            .toList();
    assertThat(lines).hasSizeGreaterThan(10);
    for (String line : lines) {
      String[] fields = line.split(",", 4);
      byte[] bytes = Files.readAllBytes(SharedMedia.at("dev/" + fields[0]));
      Image image = ImageDecoder.decode(bytes, ImageHeader.parse(bytes), Integer.MAX_VALUE);
      boolean atItsOwnSize =
          fields[3].contains("Java") || Math.max(image.width(), image.height()) <= SHRUNK_ABOVE;

      FrameHash hash = Pdq.of(image);

      assertThat(hash.quality()).as(line).isEqualTo(100);
      assertThat(hash.distance(FrameHash.ofHex(fields[1], 100)))
          .as(line)
          .isLessThanOrEqualTo(atItsOwnSize ? 0 : SHRUNK_FIRST);
    }
  }
}
