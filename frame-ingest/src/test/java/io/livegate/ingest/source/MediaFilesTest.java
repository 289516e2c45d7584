package io.livegate.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediaFilesTest {

  @TempDir Path directory;

  @BeforeEach
  void files() throws Exception {
    write("b.mp4", "");
    write("a/z.JPG", "");
    write("a/renamed.bin", "\u0089PNG\r\n\u001a\n");
    write("a.webm", "");
    write("MANIFEST.csv", "x");
    write("README.md", "x");
    write("notes.txt", "\u00ff\u00d8\u00ff");
    write("data.json", "{}");
    write("unknown.bin", "hello");
    write(".hidden.mp4", "");
    write(".git/c.mp4", "");
  }

  @Test
  void aDirectoryListsItsMediaSortedUnderItsNameAsGiven() throws Exception {
    for (String given : new String[] {directory.toString(), directory + "/"}) {
      assertThat(MediaFiles.list(List.of(given)))
          .extracting(MediaFile::session)
          .containsExactly(
              directory + "/a.webm",
              directory + "/a/renamed.bin",
              directory + "/a/z.JPG",
              directory + "/b.mp4");
    }
  }

  @Test
  void aFileIsListedAsGivenWhateverItIsAndInItsPlace() throws Exception {
    String odd = directory + "/a/../README.md";
    String video = directory + "//b.mp4";

    assertThat(MediaFiles.list(List.of(odd, video)))
        .extracting(MediaFile::session)
        .containsExactly(odd, video);
  }

  @Test
  void everyMissingPathIsNamedInOneMessage() {
    assertThatThrownBy(() -> MediaFiles.list(List.of("no-such-a", directory.toString(), "no-b")))
        .isInstanceOf(SourceException.class)
        .hasMessage("media: 'no-such-a' does not exist; 'no-b' does not exist");
  }

  @Test
  void aDirectoryGivenAsALinkIsLooked() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("a"));

    assertThat(MediaFiles.list(List.of(link.toString())))
        .extracting(MediaFile::session)
        .containsExactly(link + "/renamed.bin", link + "/z.JPG");
  }

  @Test
  void theContentSaysWhatAFileIsAndTheNameOnlyWhereItDoesNot() throws Exception {
    assertThat(MediaFiles.isStill(write("x.mp4", "\u00ff\u00d8\u00ff\u00e0"))).isTrue();
    assertThat(MediaFiles.isVideo(write("y.jpg", "\0\0\0\u0018ftypisom\0\0\0\0"))).isTrue();
    assertThat(MediaFiles.isStill(write("z.mp4", "\0\0\0\u0018ftypavif\0\0\0\0"))).isTrue();
    assertThat(MediaFiles.isVideo(write("k", "\u001aE\u00df\u00a3xxxx"))).isTrue();
    assertThat(MediaFiles.isVideo(write("e.mov", ""))).isTrue();
    assertThat(MediaFiles.isStill(write("e.png", ""))).isTrue();
    Path neither = write("e.doc", "text");
    assertThat(MediaFiles.isStill(neither) || MediaFiles.isVideo(neither)).isFalse();
  }

  @Test
  void aStillIsOneFrameOfItsBytesAsTheyAre() throws Exception {
    Path gif = write("x.gif", "GIF89a....");

    try (FrameSource source = MediaFiles.open(gif)) {
      SourceFrame frame = source.next();
      assertThat(frame.encoded()).isEqualTo(Files.readAllBytes(gif));
      assertThat(frame.contentType()).isEqualTo("image/gif");
      assertThat(frame.mediaMillis()).isZero();
      assertThat(source.next()).isNull();
    }
  }

  @Test
  void anEmptyPictureIsSentForThePipelineToReject() throws Exception {
    try (FrameSource source = MediaFiles.open(write("x.jpg", ""))) {
      assertThat(source.next().encoded()).isEmpty();
    }
  }

  @Test
  void aPictureTooLargeToSendIsNamedWithTheLimit() throws Exception {
    Path large = directory.resolve("large.png");
    Files.write(large, new byte[(4 << 20) + 1]);

    assertThatThrownBy(() -> MediaFiles.open(large))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            large
                + ": the picture has more bytes than the limit maxBytes = 4194304; send a smaller"
                + " one");
  }

  private Path write(String name, String latin1) throws Exception {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, latin1.getBytes(StandardCharsets.ISO_8859_1));
  }
}
