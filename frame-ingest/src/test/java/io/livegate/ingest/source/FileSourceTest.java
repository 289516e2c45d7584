package io.livegate.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.livegate.image.Image;
import io.livegate.image.ImageDecoder;
import io.livegate.image.ImageHeader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class FileSourceTest {

  @TempDir Path directory;

  @Test
  void aFasterVideoGivesTheFirstFrameAtOrAfterEachTick() throws Exception {
    Path video = Videos.write(directory.resolve("v.mp4"), "mp4", 50, 25);

    List<SourceFrame> frames = read(video);

    assertThat(frames)
        .extracting(SourceFrame::mediaMillis)
        .containsExactly(
            0L, 120L, 200L, 320L, 400L, 520L, 600L, 720L, 800L, 920L, 1000L, 1120L, 1200L, 1320L,
            1400L, 1520L, 1600L, 1720L, 1800L, 1920L);
    assertThat(frames).allMatch(frame -> frame.contentType().equals("image/jpeg"));
  }

  @Test
  void aSlowerVideoGivesEveryFrameItHas() throws Exception {
    List<SourceFrame> frames = read(Videos.write(directory.resolve("v.mp4"), "mp4", 12, 4));

    assertThat(frames).hasSize(12);
    assertThat(frames.get(11).mediaMillis()).isEqualTo(2750);
  }

  @Test
  void theSameFileGivesTheSameBytesTwice() throws Exception {
    Path video = Videos.write(directory.resolve("v.mkv"), "matroska", 30, 25);

    List<SourceFrame> first = read(video);
    List<SourceFrame> second = read(video);

    assertThat(first).hasSameSizeAs(second);
    for (int i = 0; i < first.size(); i++) {
      assertThat(first.get(i).encoded()).isEqualTo(second.get(i).encoded());
    }
  }

  @Test
  void theFrameShowsWhatWasRecorded() throws Exception {
    SourceFrame frame = read(Videos.write(directory.resolve("v.mp4"), "mp4", 50, 25)).get(10);

    Image image = ImageDecoder.decode(frame.encoded(), ImageHeader.parse(frame.encoded()), 160);
    int bar = (int) (frame.mediaMillis() / 40);
    assertThat(image.bgr()[(60 * 160 + bar + 10) * 3] & 0xFF).isCloseTo(230, within(30));
    assertThat(image.bgr()[(60 * 160 + bar + 60) * 3] & 0xFF).isCloseTo(40, within(30));
  }

  /** The track header's matrix is patched to turn a quarter clockwise, as a phone writes it. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, -1, 0, 60, 80", // 90 degrees clockwise: the left edge is shown on top
    "-1, 0, 0, -1, 80, 60",
    "0, -1, 1, 0, 60, 80"
  })
  void theDisplayMatrixIsApplied(int a, int b, int c, int d, int midX, int midY) throws Exception {
    Path video = Videos.write(directory.resolve("v.mp4"), "mp4", 2, 25);
    byte[] bytes = Files.readAllBytes(video);
    patchMatrix(bytes, a, b, c, d);
    Files.write(video, bytes);

    try (FileSource source = new FileSource(video)) {
      boolean turned = a == 0;
      byte[] jpeg = source.next().encoded();
      Image image = ImageDecoder.decode(jpeg, ImageHeader.parse(jpeg), 160);
      assertThat(image.width()).isEqualTo(turned ? 120 : 160);
      // the bright bar of the first picture lies at its left edge, 20 pixels wide
      int brightX = turned ? midX : 150;
      int brightY = turned ? (b > 0 ? 10 : 150) : midY;
      assertThat(blue(image, brightX, brightY)).isGreaterThan(180);
      assertThat(
              blue(
                  image,
                  image.width() - 1 - brightX + (turned ? 1 : 0),
                  159 - brightY - (turned ? 0 : 40)))
          .isLessThan(90);
    }
  }

  @Test
  void aVideoCutOffInTheMiddleGivesWhatItHas() throws Exception {
    byte[] whole = Files.readAllBytes(Videos.write(directory.resolve("v.ts"), "mpegts", 100, 25));
    Path cut = Files.write(directory.resolve("cut.ts"), Arrays.copyOf(whole, whole.length / 2));

    assertThat(read(cut)).hasSizeBetween(10, 30);
  }

  @Test
  void mutatedVideosEndInFramesOrInAnErrorThatNamesThem() throws Exception {
    Path mutated = directory.resolve("mutated");
    Random random = new Random(7);
    for (String format : List.of("mp4", "mpegts", "matroska", "avi")) {
      byte[] whole = Files.readAllBytes(Videos.write(directory.resolve("v"), format, 20, 25));
      for (int i = 0; i < 60; i++) {
        byte[] bytes = whole.clone();
        for (int k = 0; k < 1 + random.nextInt(20); k++) {
          bytes[random.nextInt(i % 2 == 0 ? Math.min(1000, bytes.length) : bytes.length)] =
              (byte) random.nextInt();
        }
        Files.write(mutated, bytes);
        try {
          assertThat(read(mutated)).hasSizeLessThan(100);
        } catch (SourceException e) {
          assertThat(e).hasMessageStartingWith(mutated + ": ");
        }
      }
    }
  }

  @Test
  void whatIsNoVideoIsNamedWithTheReason() throws Exception {
    Path text = Files.writeString(directory.resolve("notes.mp4"), "these are only some notes");

    assertThatThrownBy(() -> new FileSource(text))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith(text + ": ")
        .hasMessageContaining("Invalid data found");
    assertThatThrownBy(() -> new FileSource(directory.resolve("missing.mp4")))
        .hasMessage(directory.resolve("missing.mp4") + ": does not exist");
    assertThatThrownBy(() -> new FileSource(directory))
        .hasMessage(directory + ": is not a regular file");
  }

  @Test
  void aPlaylistOnDiskIsNotFollowed() throws Exception {
    Path secret = Videos.write(directory.resolve("private.ts"), "mpegts", 25, 25);
    Path playlist =
        Files.writeString(
            directory.resolve("v.m3u8"),
            "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1.0,\n" + secret + "\n#EXT-X-ENDLIST\n",
            StandardCharsets.UTF_8);
    Path concat =
        Files.writeString(
            directory.resolve("v.ffconcat"), "ffconcat version 1.0\nfile private.ts\n");

    assertThatThrownBy(() -> new FileSource(playlist)).isInstanceOf(SourceException.class);
    assertThatThrownBy(() -> new FileSource(concat)).isInstanceOf(SourceException.class);
  }

  @Test
  void aClosedSourceHasNoMoreFrames() throws Exception {
    FileSource source = new FileSource(Videos.write(directory.resolve("v.mp4"), "mp4", 50, 25));
    assertThat(source.next()).isNotNull();

    source.close();
    source.close();

    assertThat(source.next()).isNull();
  }

  private static List<SourceFrame> read(Path video) throws SourceException {
    List<SourceFrame> frames = new ArrayList<>();
    try (FileSource source = new FileSource(video)) {
      for (SourceFrame frame = source.next(); frame != null; frame = source.next()) {
        frames.add(frame);
      }
    }
    return frames;
  }

  private static int blue(Image image, int x, int y) {
    return image.bgr()[(y * image.width() + x) * 3] & 0xFF;
  }

  /** The matrix of 'tkhd' version 0 begins 48 bytes after the box's name began. */
  private static void patchMatrix(byte[] mp4, int a, int b, int c, int d) {
    int at = new String(mp4, StandardCharsets.ISO_8859_1).indexOf("tkhd") + 44;
    int[] matrix = {a << 16, b << 16, 0, c << 16, d << 16};
    for (int i = 0; i < matrix.length; i++) {
      for (int k = 0; k < 4; k++) {
        mp4[at + 4 * i + k] = (byte) (matrix[i] >> 24 - 8 * k);
      }
    }
  }
}
