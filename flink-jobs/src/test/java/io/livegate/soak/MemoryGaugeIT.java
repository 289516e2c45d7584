package io.livegate.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Measures a JVM that holds a known amount, and one that will not be asked to collect. */
@Timeout(60)
class MemoryGaugeIT {

  private static final int HELD_MIB = 32;

  private Process process;

  /** Holds an array, makes as much garbage, says so and waits to be killed. */
  static final class Holder {
    private static volatile byte[] held;

    public static void main(String[] args) throws InterruptedException {
      for (int i = 0; i < 2; i++) {
        held = new byte[HELD_MIB << 20];
      }
      System.out.println("ready");
      Thread.sleep(60_000);
      System.out.println(held.length);
    }
  }

  private void start(String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseG1GC");
    command.addAll(List.of(options));
    command.addAll(
        List.of("-cp", Path.of("target", "test-classes").toString(), Holder.class.getName()));
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    assertThat(process.inputReader().readLine()).isEqualTo("ready");
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void what_is_held_counts_and_garbage_does_not() throws Exception {
    start();

    try (MemoryGauge gauge = new MemoryGauge(process.pid())) {
      for (int reading = 0; reading < 3; reading++) {
        assertThat(gauge.heapAfterFullGc() >> 20).isBetween((long) HELD_MIB, 2L * HELD_MIB - 1);
      }
    }
  }

  @Test
  void a_jvm_that_does_not_collect_when_asked_is_told_of_at_last() throws Exception {
    start("-XX:+DisableExplicitGC");

    try (MemoryGauge gauge = new MemoryGauge(process.pid())) {
      assertThatThrownBy(gauge::heapAfterFullGc)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("-XX:+DisableExplicitGC");
    }
  }
}
