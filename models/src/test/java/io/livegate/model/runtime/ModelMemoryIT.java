package io.livegate.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.model.ModelCard.RuntimeKind;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ten thousand inferences must not grow the process. Measured in a JVM whose heap is touched in
 * full at its start: otherwise the heap's own breathing hides a leak or looks like one.
 */
@EnabledOnOs(OS.LINUX) // reads /proc/self/status
class ModelMemoryIT {

  /** Clean runs grew by 0-4 KB; inputs left open by 2.5 MB, outputs by 500 MB. */
  private static final long MOST_GROWTH_BY_RUNS_KB = 1024;

  /** Three hundred clean loads grew by 2-4 MB, left open by 20 MB. */
  private static final long MOST_GROWTH_BY_LOADS_KB = 12 * 1024;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(RuntimeKind.class)
  void tenThousandInferencesKeepNothing(RuntimeKind runtime) throws Exception {
    assertThat(grown("run", runtime)).as("KB grown").isLessThan(MOST_GROWTH_BY_RUNS_KB);
  }

  @ParameterizedTest
  @EnumSource(RuntimeKind.class)
  void aModelClosedByItsLastHolderIsGone(RuntimeKind runtime) throws Exception {
    assertThat(grown("load", runtime)).as("KB grown").isLessThan(MOST_GROWTH_BY_LOADS_KB);
  }

  private long grown(String what, RuntimeKind runtime) throws IOException, InterruptedException {
    Process probe =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms128m",
                "-Xmx128m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path", ""),
                MemoryProbe.class.getName(),
                what,
                runtime.name(),
                folder.toString())
            .redirectError(folder.resolve("stderr").toFile())
            .start();
    String out =
        new String(probe.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(probe.waitFor()).as(() -> "exit code; it wrote " + out + stderr()).isZero();
    System.out.println(what + " on " + runtime + ": " + out.strip() + " KB");
    return Long.parseLong(out.replaceAll("(?s).*grown (-?\\d+).*", "$1"));
  }

  private String stderr() {
    try {
      return java.nio.file.Files.readString(folder.resolve("stderr"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
