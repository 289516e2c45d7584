package io.livegate.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.hash.FrameHash;
import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import io.livegate.image.Pdq;
import io.livegate.testing.SharedMedia;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes of video frames, read as everything else is, against published ones of every frame. */
class VideoHashTest {

  /** Another decoder and a JPEG in between: at most 4 bits when this was written. */
  private static final int NEAR = 10;

  /** Less than half the time from one frame to the next. */
  private static final long SAME_FRAME_MILLIS = 10;

  @ParameterizedTest
  @ValueSource(strings = {"chair-19-sd-bar", "chair-22-sd-grey-bar"})
  @Timeout(120)
  void hashes_of_frames_are_near_those_published(String name) throws Exception {
    NavigableMap<Long, FrameHash> references = new TreeMap<>();
    for (String line :
        Files.readAllLines(SharedMedia.at("dev/annotations/vpdq/" + name + ".txt"))) {
      String[] fields = line.split(",");
      references.put(
          Math.round(Double.parseDouble(fields[3]) * 1000), FrameHash.ofHex(fields[2], 100));
    }
    List<Integer> distances = new ArrayList<>();
    try (FileSource source =
        new FileSource(SharedMedia.at("dev/phash/threatexchange__" + name + ".mp4"))) {
      for (SourceFrame frame = source.next(); frame != null; frame = source.next()) {
        byte[] jpeg = frame.encoded();
        Image image = ImageDecoder.decode(jpeg, ImageHeader.parse(jpeg), Integer.MAX_VALUE);
        FrameHash hash = Pdq.of(image);
        int nearest =
            references
                .subMap(
                    frame.mediaMillis() - SAME_FRAME_MILLIS,
                    true,
                    frame.mediaMillis() + SAME_FRAME_MILLIS,
                    true)
                .values()
                .stream()
                .mapToInt(hash::distance)
                .min()
                .orElseThrow();
        distances.add(nearest);
      }
    }
    assertThat(distances)
        .hasSizeGreaterThan(150)
        .allSatisfy(distance -> assertThat(distance).isLessThanOrEqualTo(NEAR));
  }
}
