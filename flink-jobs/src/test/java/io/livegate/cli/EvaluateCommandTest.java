package io.livegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aBadManifestIsWrongUsageWithEveryProblem() throws IOException {
    Path manifest =
        Files.writeString(
            folder.resolve("m.csv"), "path,category,label\na.mp4,live\nb.mp4,live,\n");
    assertThat(run("evaluate", manifest.toString(), "--out", folder.resolve("o").toString()))
        .isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("m.csv' cannot be used", "line 2 has 2 fields", "line 3 has no label");
    assertThat(out.size()).isZero();
    assertThat(folder.resolve("o")).doesNotExist();
  }

  @Test
  void aManifestThatIsNotThereIsWrongUsage() {
    assertThat(run("evaluate", folder.resolve("none.csv").toString(), "--out", "o")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("none.csv", "there is no such file");
  }

  @Test
  void theOutputFolderMustBeNamed() {
    assertThat(run("evaluate", "m.csv")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--out=DIR");
  }

  private int run(String... args) {
    return Livegate.run(
        Console.plain(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8)),
        args);
  }
}
