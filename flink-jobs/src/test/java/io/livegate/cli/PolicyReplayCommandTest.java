package io.livegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.cli.session.SignalsFile;
import io.livegate.replay.Recording;
import io.livegate.signal.Signals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyReplayCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path signals;
  private Path hasty;
  private Path patient;

  @BeforeEach
  void record() throws IOException {
    signals = folder.resolve("signals.ndjson");
    Recording recording =
        new Recording()
            .session("t", "there", 0, "xxxxxxxx")
            .session("t", "comes late", 0, "........xxxxxx");
    try (SignalsFile file = new SignalsFile(signals)) {
      for (Signals one : recording.records()) {
        file.add(one);
      }
      file.write("comes late"); // its turn comes first
      file.write("there");
    }
    hasty = policy("hasty.yaml", 2, 6);
    patient = policy("patient.yaml", 1, 12);
  }

  @Test
  void eachSessionHasItsLineAndTheSummaryIsTheLast() throws IOException {
    assertThat(replay("--policy", hasty, "--against", patient, "--json")).isZero();

    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(3);
    JsonNode late = JSON.readTree(lines.get(0));
    assertThat(late.path("session").asText()).isEqualTo("comes late");
    assertThat(late.path("outcome").asText()).isEqualTo("refused");
    assertThat(late.path("admitted").asBoolean(true)).isFalse();
    assertThat(late.path("verdict").asText()).isEqualTo("NO_FACE");
    assertThat(late.path("decidedAtMillis").asLong()).isEqualTo(500);
    assertThat(late.path("actions")).hasSize(1);
    assertThat(late.path("actions").path(0).path("ruleId").asText()).isEqualTo("away");
    assertThat(late.path("against").path("outcome").asText()).isEqualTo("admitted");
    assertThat(late.path("changed").asBoolean()).isTrue();
    assertThat(JSON.readTree(lines.get(1)).path("session").asText()).isEqualTo("there");
    JsonNode summary = JSON.readTree(lines.get(2)).path("summary");
    assertThat(summary.path("signals").asInt()).isEqualTo(26);
    assertThat(summary.path("actions").path("refuse").path("gained").asInt()).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("26 signals decided");
  }

  @Test
  void peopleAreToldWhoEndsOtherwiseAndByWhichRule() {
    assertThat(replay("--policy", hasty, "--against", patient)).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("made-up 2 held against made-up 1   2 sessions, 26 signals")
        .contains("1 end otherwise")
        .contains("admitted by there at 1.2 s  ->  refused by away at 0.5 s");
  }

  @Test
  void aFileThatHoldsSomethingElseIsRefusedWithItsLine() throws IOException {
    Files.writeString(signals, "{\"seq\": \"x\"}\n", StandardOpenOption.APPEND);

    assertThat(replay("--policy", hasty)).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("signals.ndjson", "line 27", "seq");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aFileWithoutASignalIsNoTableOfNobody() throws IOException {
    Files.writeString(signals, "");

    assertThat(replay("--policy", hasty)).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("signals.ndjson holds no signals");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aBadPolicyOrNoFileIsWrongUsage() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.yaml"), "id: bad\nversion: x\nrules: 7\n");
    assertThat(replay("--policy", bad)).isEqualTo(2);
    assertThat(replay("--policy", folder.resolve("none.yaml"))).isEqualTo(2);
    Files.delete(signals);
    assertThat(replay("--policy", hasty)).isEqualTo(2);

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("version", "none.yaml", "there is no file of signals");
  }

  private Path policy(String name, int version, int absent) throws IOException {
    String text = String.format(Recording.POLICY, version, absent);
    return Files.writeString(folder.resolve(name), text);
  }

  private int replay(Object... options) {
    String[] line = new String[options.length + 4];
    List.of("policy", "replay", "--signals", signals.toString()).toArray(line);
    for (int i = 0; i < options.length; i++) {
      line[i + 4] = options[i].toString();
    }
    return Livegate.run(Console.plain(stream(out), stream(err)), line);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
