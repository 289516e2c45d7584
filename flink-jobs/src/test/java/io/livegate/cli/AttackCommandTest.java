package io.livegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttackCommandTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path clip = Path.of("");
  private Path made = Path.of("");

  @BeforeEach
  void makeClip() throws IOException {
    clip = folder.resolve("clip.avi");
    made = folder.resolve("made.mp4");
    TestVideos.movingNoise(clip, 1);
  }

  @Test
  void says_in_one_line_of_json_what_was_drawn() throws IOException {
    assertThat(run(clip, "freeze", made, "--seed", "9", "--range", "unseen", "--json")).isZero();

    assertThat(out().lines()).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(out());
    assertThat(line.get("kind").asText()).isEqualTo("freeze");
    assertThat(line.get("seed").asLong()).isEqualTo(9);
    assertThat(line.get("range").asText()).isEqualTo("unseen");
    assertThat(line.get("forFitting").asBoolean()).isFalse();
    assertThat(line.at("/parameters/lead").asDouble()).isBetween(0.5, 1.0);
    assertThat(line.at("/files/0/path").asText()).isEqualTo(made.toString());
    assertThat(line.at("/files/0/label").asText()).isEqualTo("freeze");
    assertThat(Files.size(made)).isGreaterThan(1000);
  }

  @Test
  void names_both_files_of_a_mismatch() {
    assertThat(run(clip, "mismatch", made)).isZero();

    Path receiver = folder.resolve("made-receiver.mp4");
    assertThat(out()).isEqualTo(made + "  live\n" + receiver + "  mismatch\n");
    assertThat(receiver).isNotEmptyFile();
  }

  @Test
  void lists_the_kinds_and_what_they_are_when_one_is_wrong() {
    assertThat(run(clip, "hologram", made)).isEqualTo(2);

    assertThat(out()).isEmpty();
    assertThat(err())
        .startsWith("livegate: there is no attack 'hologram'; --kind takes one of:\n")
        .contains("\n  print     one frame on paper, held by a hand\n")
        .endsWith("\n  cadence   frames repeated, bunched or late as a virtual camera does\n");
    assertThat(err().lines()).hasSize(13);
  }

  @Test
  void fewer_bits_make_a_smaller_file() throws IOException {
    assertThat(run(clip, "none", made)).isZero();
    long clean = Files.size(made);
    assertThat(run(clip, "none", made, "--bits", "0.02")).isZero();

    assertThat(Files.size(made)).isLessThan(clean);
    assertThat(run(clip, "none", made, "--bits", "3")).isEqualTo(2);
    assertThat(err()).isEqualTo("livegate: --bits takes 0.005 to 0.25, not 3.0.\n");
  }

  @ParameterizedTest
  @CsvSource({
    "clip.avi, made.mp4, sometimes, '--range takes seen or unseen, not ''sometimes''.'",
    "clip.avi, none/made.mp4, seen, there is no folder",
    "clip.avi, made.avi, seen, --out takes the name of an .mp4 file",
    "nowhere.avi, made.mp4, seen, nowhere.avi: does not exist.",
    "made.mp4, made.mp4, seen, would overwrite the clip",
  })
  void answers_what_cannot_be_done_with_one_message(
      String from, String to, String range, String message) {
    int status = run(folder.resolve(from), "black", folder.resolve(to), "--range", range);

    assertThat(status).isEqualTo(2);
    assertThat(err()).contains(message);
    assertThat(err().lines()).hasSize(1);
    assertThat(made).doesNotExist();
  }

  private int run(Path from, String kind, Path to, String... more) {
    String[] line = new String[6 + more.length];
    line[0] = "attack";
    line[1] = from.toString();
    line[2] = "--kind";
    line[3] = kind;
    line[4] = "--out";
    line[5] = to.toString();
    System.arraycopy(more, 0, line, 6, more.length);
    return Livegate.run(
        Console.plain(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8)),
        line);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
