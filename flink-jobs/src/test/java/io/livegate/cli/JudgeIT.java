package io.livegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.frame.RecordKind;
import io.livegate.image.Image;
import io.livegate.image.JpegEncoder;
import io.livegate.job.judge.Composed;
import io.livegate.signal.Signals;
import io.livegate.signal.SignalsJson;
import io.livegate.testing.TestImages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command judge with everything behind it: broker, Flink, job, lanes, policy. */
@Timeout(600)
class JudgeIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;

  @TempDir Path out;

  @BeforeAll
  static void make_media() throws Exception {
    TestVideos.wall(folder.resolve("wall.avi"), 4);
    TestVideos.movingNoise(folder.resolve("noise.avi"), 8);
    byte[] grey = new byte[64 * 48 * 3];
    Arrays.fill(grey, (byte) 120);
    Files.write(folder.resolve("still.jpg"), JpegEncoder.encode(new Image(64, 48, grey, 1), 90));
    Files.write(folder.resolve("cut-off.jpg"), new byte[] {(byte) 0xff, (byte) 0xd8, 1, 2, 3});
    Files.writeString(folder.resolve("no-video.mp4"), "this is not a video");
  }

  @Test
  void gives_every_input_its_line_in_order_and_the_same_lines_twice() throws IOException {
    String missing = folder.resolve("missing.mp4").toString();
    String dir = folder.toString();
    String again = folder.resolve("wall.avi").toString();

    Path signals = out.resolve("first.ndjson");
    String first = judge("--signals-out", signals.toString(), missing, dir, again);
    Path repeated = out.resolve("second.ndjson");
    String second = judge("--signals-out", repeated.toString(), missing, dir, again);

    assertThat(second).isEqualTo(first);
    assertThat(repeated).hasSameTextualContentAs(signals);
    assertThat(lastRecordOfEach(signals))
        .extracting(Signals::session)
        .containsExactly(
            dir + "/cut-off.jpg", dir + "/noise.avi", dir + "/still.jpg", dir + "/wall.avi");
    assertThat(lastRecordOfEach(signals))
        .as("refused early, measured to the end")
        .allSatisfy(last -> assertThat(last.kind()).isEqualTo(RecordKind.ENDED));
    List<JsonNode> lines = lines(first);
    assertThat(lines)
        .extracting(line -> line.path("session").asText())
        .containsExactly(
            missing,
            dir + "/cut-off.jpg",
            dir + "/no-video.mp4",
            dir + "/noise.avi",
            dir + "/still.jpg",
            dir + "/wall.avi",
            again);
    assertUnreadable(lines.get(0));
    assertUnreadable(lines.get(1));
    assertUnreadable(lines.get(2));
    assertNotLetIn(lines.get(3), 80);
    assertThat(lines.get(4).path("outcome").asText()).isEqualTo("undecided");
    assertThat(lines.get(4).path("scores").path("face.present").asDouble(-1)).isZero();
    assertNotLetIn(lines.get(5), 40);
    assertThat(lines.get(5).path("frames")).isEqualTo(lines.get(6).path("frames"));
    lines.forEach(JudgeIT::assertEveryFrameIsAccountedFor);
  }

  @Test
  void lets_a_live_person_in() throws IOException {
    Path clip = shared("live/thin-plate-spline-moti__driving.mp4");

    JsonNode line = lines(judge(clip.toString())).get(0);

    assertThat(line.path("outcome").asText()).isEqualTo("admitted");
    assertThat(line.path("verdict").asText()).isEqualTo("LIVE");
    assertThat(line.path("decidedAtMillis").asLong()).isBetween(1_000L, 3_000L);
    assertThat(line.path("events"))
        .extracting(event -> event.path("type").asText())
        .contains("io.livegate.session.admitted")
        .endsWith("io.livegate.session.ended");
  }

  @Test
  void a_picture_the_broker_does_not_take_costs_nobody_else_their_line(@TempDir Path mixed)
      throws IOException {
    Path config = Files.writeString(mixed.resolve("small.yaml"), "decode: {maxBytes: 100KiB}\n");
    Files.write(mixed.resolve("large.jpg"), JpegEncoder.encode(TestImages.noise(800, 800, 1), 95));
    Path wall = folder.resolve("wall.avi");
    Path still = folder.resolve("still.jpg");

    List<JsonNode> lines =
        lines(
            judge(
                "--config",
                config.toString(),
                "--jobs",
                "1",
                still.toString(),
                mixed.resolve("large.jpg").toString(),
                wall.toString()));

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).path("frames").path("judged").asInt()).isEqualTo(1);
    assertUnreadable(lines.get(1));
    assertNotLetIn(lines.get(2), 40);
  }

  private static List<Signals> lastRecordOfEach(Path file) throws IOException {
    Map<String, Signals> last = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      Signals signals = SignalsJson.read(line.getBytes(StandardCharsets.UTF_8));
      last.put(signals.session(), signals);
    }
    return List.copyOf(last.values());
  }

  @Test
  void judges_the_larger_of_two_faces_and_looks_again_at_another(@TempDir Path apart)
      throws Exception {
    List<Image> person = Composed.clip(shared("live/thin-plate-spline-moti__driving.mp4"), 80);
    List<Image> screen = Composed.clip(shared("presentation-attack/anit-spoofing__fake.mp4"), 80);
    Path small = apart.resolve("person-before-screen.avi");
    Path swapped = apart.resolve("screen-for-person.avi");
    TestVideos.of(small, Composed.beside(Composed.scaled(person, 0.2), screen), 90);
    TestVideos.of(swapped, Composed.inTurn(person.subList(0, 30), screen.subList(0, 50)), 90);

    List<JsonNode> lines = lines(judge(small.toString(), swapped.toString()));

    assertThat(lines.get(0).path("outcome").asText()).as("%s", lines.get(0)).isEqualTo("refused");
    assertThat(lines.get(0).path("admitted").asBoolean()).isFalse();
    assertThat(lines.get(1).path("admitted").asBoolean()).isTrue();
    assertThat(lines.get(1).path("outcome").asText())
        .as("%s", lines.get(1))
        .isEqualTo("disconnected");
    assertThat(lines.get(1).path("verdict").asText()).isEqualTo("REPLAY");
  }

  private static Path shared(String clip) {
    Path shared = Checkout.root().resolve("../shared").normalize();
    Path file = shared.resolve("media/dev").resolve(clip);
    Assumptions.assumeTrue(
        Files.exists(file) && Files.isDirectory(shared.resolve("models")),
        "needs the sample clips and the models of ../shared");
    return file;
  }

  private static void assertUnreadable(JsonNode line) {
    assertThat(line.path("outcome").asText()).isEqualTo("undecided");
    assertThat(line.path("verdict").asText()).isEqualTo("UNSURE");
    assertThat(line.path("decidedAtMillis").isNull()).isTrue();
    assertThat(line.path("reasons")).extracting(JsonNode::asText).contains("UNREADABLE");
    assertThat(line.path("frames").path("judged").asLong()).isZero();
  }

  private static void assertNotLetIn(JsonNode line, long frames) {
    assertThat(line.path("outcome").asText()).as(line.toString()).isEqualTo("refused");
    assertThat(line.path("admitted").asBoolean()).isFalse();
    assertThat(line.path("frames").path("received").asLong()).isEqualTo(frames);
    assertThat(line.path("frames").path("dropped").asLong()).isZero();
  }

  private static void assertEveryFrameIsAccountedFor(JsonNode line) {
    JsonNode frames = line.path("frames");
    assertThat(frames.path("received").asLong())
        .isEqualTo(
            frames.path("judged").asLong()
                + frames.path("skipped").asLong()
                + frames.path("dropped").asLong()
                + frames.path("undecodable").asLong());
  }

  private static String judge(String... inputs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> args = new ArrayList<>(List.of("judge", "--json"));
    args.addAll(List.of(inputs));
    int code =
        Livegate.run(
            Console.plain(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            args.toArray(String[]::new));
    assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<JsonNode> lines(String output) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : output.lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }
}
