package io.livegate.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.image.ImageHeader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Third-party videos, good and hostile, where they are at hand. */
@Timeout(120)
class RealVideosTest {

  private static final Path MEDIA =
      Path.of(System.getProperty("livegate.root", "."), "../shared/media/dev");

  @Test
  void everyLiveClipGivesAboutTenFramesASecond() throws Exception {
    for (MediaFile file : videos("live")) {
      List<SourceFrame> frames = new ArrayList<>();
      SourceInfo info;
      try (FrameSource source = MediaFiles.open(file.path())) {
        info = source.info();
        for (SourceFrame frame = source.next(); frame != null; frame = source.next()) {
          frames.add(frame);
        }
      }
      double perSecond = Math.min(10, info.framesPerSecond());
      double expected = info.durationMillis() / 1000.0 * perSecond;
      assertThat((double) frames.size()).as(file.session()).isBetween(expected - 2, expected + 2);
      SourceFrame last = frames.get(frames.size() - 1);
      assertThat(last.mediaMillis())
          .as(file.session())
          .isBetween(info.durationMillis() - 300, info.durationMillis());
      int told = frames.stream().flatMap(f -> f.intervals().stream()).mapToInt(i -> i).sum();
      long taken = frames.stream().mapToLong(f -> f.intervals().size()).sum();
      assertThat((long) told).isBetween(last.mediaMillis() - 1, last.mediaMillis() + 1);
      assertThat((double) taken)
          .as(file.session())
          .isBetween(
              last.mediaMillis() / 1000.0 * info.framesPerSecond() - 1,
              last.mediaMillis() / 1000.0 * info.framesPerSecond() + 1);
    }
  }

  @Test
  void hostileVideosGiveFramesOrAReason() throws Exception {
    Map<String, String> results = new TreeMap<>();
    for (MediaFile file : videos("hostile")) {
      int frames = 0;
      try (FrameSource source = MediaFiles.open(file.path())) {
        while (source.next() != null) {
          frames++;
        }
        results.put(file.path().getFileName().toString(), frames + " frames");
      } catch (SourceException e) {
        assertThat(e).hasMessageStartingWith(file.path() + ": ");
        results.put(file.path().getFileName().toString(), "refused");
      }
    }
    assertThat(results)
        .containsEntry("decord__video-90.mov", "1 frames")
        .containsEntry("mp4parse-rust__tiny-av1.mp4", "1 frames")
        .containsEntry("mp4parse-rust__invalid-userdata.mp4", "refused")
        .containsEntry("mp4parse-rust__test-case-1185230.mp4", "refused");
  }

  @Test
  void aPhoneVideoIsShownUpright() throws Exception {
    Path phone = MEDIA.resolve("hostile/decord__video-90.mov");
    Assumptions.assumeTrue(Files.exists(phone), () -> phone + " is not at hand");
    try (FileSource source = new FileSource(phone)) {
      ImageHeader header = ImageHeader.parse(source.next().encoded());
      assertThat(header.width()).isEqualTo(320);
      assertThat(header.height()).isEqualTo(568);
    }
  }

  private static List<MediaFile> videos(String folder) throws SourceException {
    Path directory = MEDIA.resolve(folder);
    Assumptions.assumeTrue(Files.isDirectory(directory), () -> directory + " is not at hand");
    return MediaFiles.list(List.of(directory.toString())).stream()
        .filter(file -> MediaFiles.isVideo(file.path()))
        .toList();
  }
}
