package io.livegate.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleClipsTest {

  @TempDir Path folder;

  @Test
  void picks_the_longest_clip_of_each_label_that_is_there() throws IOException {
    manifest(
        "live/short.mp4,live,2.0,480",
        "live/long.mp4,live,12.0,480",
        "live/gone.mp4,live,16.0,480",
        "pa/screen.mp4,replay,9.0,360",
        "pa/screen.jpg,replay,9.0,360",
        "other/x.mp4,mask,9.0,360");
    clips("live/short.mp4", "live/long.mp4", "pa/screen.mp4", "pa/screen.jpg", "other/x.mp4");

    assertThat(SampleClips.in(folder))
        .extracting(Role::session)
        .containsExactly("live/long.mp4", "pa/screen.mp4");
  }

  @Test
  void finds_nothing_where_there_is_no_manifest() {
    assertThat(SampleClips.in(folder)).isEmpty();
  }

  @Test
  void reads_quoted_fields() {
    assertThat(SampleClips.rows("path,note\na.mp4,\"one, \"\"two\"\"\"\n"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("note", "one, \"two\""));
  }

  private void manifest(String... rows) throws IOException {
    Files.writeString(
        folder.resolve("MANIFEST.csv"),
        "path,label,seconds,height\n" + String.join("\n", rows) + "\n");
  }

  private void clips(String... names) throws IOException {
    for (String name : names) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.createFile(folder.resolve(name));
    }
  }
}
