package io.livegate.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Servers have neither sound nor screen, and so not the libraries that capture devices ask for. */
@EnabledOnOs(OS.LINUX)
class NoDevicesIT {

  @TempDir Path folder;

  @Test
  void filesAreReadAndACameraIsRefusedWhereTheDevicesLackALibrary() throws Exception {
    Path video = Videos.write(folder.resolve("video.mp4"), "mp4", 5, 10);
    // found before the system's, and no library
    Files.createFile(folder.resolve("libpulse.so.0"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path", ""),
            NoDevicesIT.class.getName(),
            video.toString());
    builder.environment().put("LD_LIBRARY_PATH", folder.toString());
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();

    assertThat(process.waitFor()).as("exit code; it wrote %s", out).isZero();
    assertThat(out)
        .startsWith("5 frames; camera /dev/video0: FFmpeg's capture devices, which need libpulse")
        .contains("libpulse.so.0:");
  }

  public static void main(String[] args) throws Exception {
    int frames = 0;
    try (FileSource source = new FileSource(Path.of(args[0]))) {
      while (source.next() != null) {
        frames++;
      }
    }
    System.out.print(frames + " frames; ");
    assertThatThrownBy(() -> new CameraSource("/dev/video0"))
        .isInstanceOf(SourceException.class)
        .satisfies(refused -> System.out.println(refused.getMessage()));
  }
}
