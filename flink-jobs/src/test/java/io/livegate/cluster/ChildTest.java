package io.livegate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.local.Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ChildTest {

  @TempDir Path folder;

  /** Pictures are in what it holds in memory. */
  @Test
  void aChildWhoseParentIsGoneCleansUpAndEnds() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                Holder.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    while (!Files.readString(folder.resolve("output")).contains("holds ")) {
      assertThat(child.isAlive()).isTrue();
      Thread.sleep(50);
    }
    Path held = Path.of(Files.readString(folder.resolve("output")).strip().substring(6));
    assertThat(held).exists();

    child.getOutputStream().close(); // as the end of a parent does

    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(held).doesNotExist();
    assertThat(held.resolveSibling(held.getFileName() + "-gone"))
        .as("where it is moved before it is deleted")
        .doesNotExist();
  }

  /** Holds a folder in memory until it is ended. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] args) throws Exception {
      System.out.println("holds " + Storage.create().folder());
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
