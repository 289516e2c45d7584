package io.livegate.job.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped {@code log4j2.xml}, in a process of its own, for it asks the environment. */
class LogFormatTest {

  @TempDir Path folder;

  @Test
  void aLineIsOneJsonObjectWithTheSessionsPseudonymWhenAskedFor() throws Exception {
    List<String> lines = logged("json");

    assertThat(lines).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(lines.get(0));
    assertThat(line.path("level").asText()).isEqualTo("ERROR");
    assertThat(line.path("session").asText()).matches("[0-9a-f]{16}");
    assertThat(line.path("message").asText()).contains(line.path("session").asText());
    assertThat(line.path("error").asText()).contains("IllegalStateException: a bug");
    assertThat(line.path("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    assertThat(lines.get(0)).doesNotContain("planted");
  }

  @Test
  void elseItIsTextForPeople() throws Exception {
    List<String> lines = logged("text");

    assertThat(lines.get(0)).contains("ERROR").contains("could not be judged");
    assertThat(String.join("\n", lines)).doesNotContain("planted");
  }

  private List<String> logged(String format) throws Exception {
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dlivegate.log.file=" + log,
            "-Dlog4j2.configurationFile=" + Path.of("src/main/resources/log4j2.xml"),
            "-cp",
            System.getProperty("java.class.path"),
            OneLine.class.getName());
    builder.environment().put("LIVEGATE_LOG_FORMAT", format);
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile());
    assertThat(builder.start().waitFor()).isZero();
    assertThat(Files.readString(folder.resolve("said"))).doesNotContain("planted");
    return Files.readAllLines(log);
  }
}
