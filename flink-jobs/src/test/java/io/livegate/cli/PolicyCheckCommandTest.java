package io.livegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.cli.session.SignalsFile;
import io.livegate.policy.read.PolicyFile;
import io.livegate.replay.Recording;
import io.livegate.signal.Signals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCheckCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void theShippedPolicyIsGoodAndABadOneBesideItIsNot() throws IOException {
    Path good = Files.writeString(folder.resolve("good.yaml"), PolicyFile.bundled().text());
    Path bad = Files.writeString(folder.resolve("bad.yaml"), "id: bad\nversion: x\nrules: 7\n");

    assertThat(check(good.toString())).isZero();
    assertThat(out()).startsWith(good + ": can be used, default ").endsWith(" 0 warnings\n");
    out.reset();
    assertThat(check(bad.toString(), good.toString())).isEqualTo(2);
    assertThat(out())
        .contains(bad + ":2:1: error: 'version' cannot be 'x'", bad + ":3:1: error:")
        .contains(bad + ": cannot be used, 3 problems", good + ": can be used");
  }

  @Test
  void programsGetOneObjectAFile() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.yaml"), "id: bad\nversion: x\nrules: 7\n");

    assertThat(check("--json", bad.toString())).isEqualTo(2);

    JsonNode line = JSON.readTree(out());
    assertThat(line.path("file").asText()).isEqualTo(bad.toString());
    assertThat(line.path("usable").asBoolean(true)).isFalse();
    assertThat(line.path("problems").path(1).path("line").asInt()).isEqualTo(2);
    assertThat(line.path("problems").path(1).path("column").asInt()).isEqualTo(1);
  }

  @Test
  void aRecordingShowsWhichThresholdsNobodyHasSeenReached() throws IOException {
    Path policy =
        Files.writeString(folder.resolve("p.yaml"), String.format(Recording.POLICY, 1, 6));
    Path signals = folder.resolve("signals.ndjson");
    try (SignalsFile file = new SignalsFile(signals)) {
      for (Signals one : new Recording().session("t", "s", 0, "xxxxxx").records()) {
        file.add(one);
      }
      file.write("s");
    }

    assertThat(check(policy.toString(), "--signals", signals.toString())).isZero();

    assertThat(out())
        .contains(policy + ":12:35: warning: no score of face.present was ever below 0.5")
        .contains("2 rules, 2 warnings");
  }

  @Test
  void aFileThatIsNotThereIsWrongUsage() {
    assertThat(check("/nowhere/p.yaml")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("/nowhere/p.yaml");
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private int check(String... arguments) {
    List<String> line = new java.util.ArrayList<>(List.of("policy", "check"));
    line.addAll(List.of(arguments));
    return Livegate.run(Console.plain(stream(out), stream(err)), line.toArray(String[]::new));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
