package io.livegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.image.Image;
import io.livegate.image.JpegEncoder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command evaluate with everything behind it, on media made here. */
@Timeout(600)
class EvaluateIT {

  @TempDir Path folder;

  @Test
  void counts_what_was_judged_and_lists_what_was_not() throws Exception {
    TestVideos.wall(folder.resolve("wall.avi"), 4);
    Files.copy(folder.resolve("wall.avi"), folder.resolve("puppet.avi"));
    byte[] grey = new byte[64 * 48 * 3];
    Arrays.fill(grey, (byte) 120);
    Files.write(folder.resolve("still.jpg"), JpegEncoder.encode(new Image(64, 48, grey, 1), 90));
    Files.writeString(folder.resolve("no-video.mp4"), "this is not a video");
    Path manifest =
        Files.writeString(
            folder.resolve("manifest.csv"),
            "path,category,label,seconds\n"
                + "wall.avi,no-face,noface,4\n"
                + "still.jpg,no-face,noface,\n"
                + "no-video.mp4,live,live,5\n"
                + "missing.mp4,live,live,5\n"
                + "puppet.avi,no-face,puppet,4\n"
                + "hostile.bin,hostile,hostile,\n");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int status =
        Livegate.run(
            Console.plain(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            "evaluate",
            manifest.toString(),
            "--out",
            folder.resolve("out").toString());

    assertThat(status).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("not counted: missing.mp4: there is no such file")
        .contains("not counted: no-video.mp4: holds no picture that can be read")
        .contains("labels that no figure counts: no-face/puppet")
        .doesNotContain("hostile.bin");
    JsonNode report = new ObjectMapper().readTree(folder.resolve("out/report.json").toFile());
    assertThat(report.at("/sessions/noFace").toString()).isEqualTo("{\"n\":1,\"admitted\":0}");
    assertThat(report.at("/stills/noFace").toString()).isEqualTo("{\"n\":1,\"admitted\":0}");
    assertThat(report.at("/sessions/bonaFide/n").asInt(-1)).isZero();
    assertThat(report.at("/decisionMillis/refuseP50").asInt()).isBetween(1_000, 4_000);
    assertThat(folder.resolve("out/report.html"))
        .content()
        .contains("no-face / puppet (1)", "missing.mp4: there is no such file");
  }
}
