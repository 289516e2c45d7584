package io.livegate.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.job.config.PipelineConfigParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A soak far too short to say anything, to see that all of it works. */
@Timeout(600)
class SoakIT {

  /** Nothing but faces are looked for, which every machine can do. */
  private static final String CONFIG =
      """
      sampling: {gatePerSecond: 5, watchPerSecond: 1}
      checkpoint: {parallelism: 1}
      """;

  @TempDir Path folder;

  @Test
  void a_job_of_its_own_is_loaded_and_measured_and_gone_afterwards() throws Exception {
    List<String> notes = new ArrayList<>();
    Soak soak =
        new Soak(
            new Soak.Settings(
                CONFIG,
                PipelineConfigParser.parse(CONFIG, "test"),
                null,
                folder,
                List.of(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                0.5,
                20.0),
            notes::add);

    SoakResult result = soak.run();

    JsonNode line = new ObjectMapper().readTree(result.json());
    assertThat(line.path("accountingHolds").asBoolean()).as("%s", notes).isTrue();
    assertThat(line.path("framesSent").asLong()).isPositive();
    assertThat(line.path("sessions").asLong()).isPositive();
    assertThat(line.path("heapAfterGc").path("meanMiB").asDouble()).isBetween(20.0, 1000.0);
    assertThat(line.path("rss").path("meanMiB").asDouble())
        .isGreaterThan(line.path("heapAfterGc").path("meanMiB").asDouble());
    assertThat(line.path("heapAfterGc").path("interval95")).hasSize(2);
    Matcher pid = Pattern.compile("process (\\d+)").matcher(notes.get(0));
    assertThat(pid.find()).isTrue();
    assertThat(ProcessHandle.of(Long.parseLong(pid.group(1))).filter(ProcessHandle::isAlive))
        .isEmpty();
    assertThat(Files.readString(folder.resolve("pipeline.yaml"))).contains("gatePerSecond: 5");
  }
}
