package io.livegate.soak;

import io.livegate.cluster.ArgumentFile;
import io.livegate.cluster.Child;
import io.livegate.cluster.NoDumps;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * {@code livegate run} in a JVM of its own, with the options this one was started with: those of
 * the launcher, so the heap is the one a user gets. It ends with this JVM, whatever ends that.
 */
final class JobProcess implements AutoCloseable {

  private static final String MAIN = "io.livegate.cli.Livegate";
  private static final long STARTING_SECONDS = 180;
  private static final long ENDING_SECONDS = 30;
  private static final int SHOWN_LINES = 10;

  /** Of this process alone: how it was called, and what watches it. */
  private static final List<String> OWN =
      List.of("-Dlivegate.arguments=", "-Dlivegate.terminal.", "-javaagent:", "-agent", "-cp");

  private final Process process;
  private final Path said;
  private final CompletableFuture<String> bootstrapServers = new CompletableFuture<>();

  /**
   * @param folder of its files
   * @param policy null: what the configuration says
   */
  JobProcess(Path folder, Path config, @Nullable Path policy) throws IOException {
    said = folder.resolve("job.log");
    List<String> run =
        new ArrayList<>(List.of(Child.class.getName(), MAIN, "run", "--config", config.toString()));
    if (policy != null) {
      run.addAll(List.of("--policy", policy.toAbsolutePath().toString()));
    }
    process =
        new ProcessBuilder(ArgumentFile.command(folder.resolve("job.args"), options(), run))
            .redirectError(said.toFile())
            .start();
    Thread reader = new Thread(this::read, "read-job");
    reader.setDaemon(true);
    reader.start();
  }

  private static List<String> options() {
    List<String> all = new ArrayList<>();
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (OWN.stream().noneMatch(option::startsWith)) {
        all.add(option);
      }
    }
    all.addAll(NoDumps.OPTIONS);
    all.addAll(List.of("-cp", System.getProperty("java.class.path")));
    return all;
  }

  private void read() {
    String address = "";
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("bootstrap.servers")) {
          address = line.substring("bootstrap.servers".length()).strip();
        } else if (line.equals("ready")) {
          bootstrapServers.complete(address);
        }
      }
    } catch (IOException e) {
      // It ended.
    }
    bootstrapServers.completeExceptionally(new IOException("it ended"));
  }

  /**
   * Waits until frames are accepted.
   *
   * @return the broker's address
   * @throws IllegalStateException if it does not come up, with what it said
   */
  String awaitReady() throws InterruptedException {
    try {
      return bootstrapServers.get(STARTING_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the job does not start" + lastWords(), e);
    }
  }

  /**
   * @throws IllegalStateException if it has ended, with what it said
   */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "the job ended with " + process.exitValue() + " in the middle of it" + lastWords());
    }
  }

  private String lastWords() {
    try {
      List<String> lines = Files.readAllLines(said);
      return "; its last words:\n  "
          + String.join(
              "\n  ", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    } catch (IOException e) {
      return " and said nothing";
    }
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.toHandle().destroy(); // leaves its input open: the child takes its end for ours
    try {
      if (!process.waitFor(ENDING_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
