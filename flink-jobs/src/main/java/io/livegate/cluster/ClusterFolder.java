package io.livegate.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where a cluster keeps its files, and what each is called. No frame is ever in it: the broker's
 * log lies elsewhere, in memory.
 *
 * @param path absolute
 */
record ClusterFolder(Path path) {

  ClusterFolder {
    path = path.toAbsolutePath().normalize();
  }

  /** Makes the folders, and the logging settings all processes use. */
  void create() throws IOException {
    for (String name : List.of("conf", "logs", "run", "tmp", "jars", "checkpoints", "savepoints")) {
      Files.createDirectories(path.resolve(name));
    }
    try (InputStream in = ClusterFolder.class.getResourceAsStream("/log4j2.xml")) {
      Files.write(logging(), Objects.requireNonNull(in, "log4j2.xml").readAllBytes());
    }
  }

  Path plan() {
    return path.resolve("run/plan.json");
  }

  /** Held by the supervisor while it lives. */
  Path lock() {
    return path.resolve("run/lock");
  }

  /** Flink's {@code --configDir}. */
  Path configuration() {
    return path.resolve("conf");
  }

  Path logging() {
    return path.resolve("conf/log4j2.xml");
  }

  Path options(String process) {
    return path.resolve("run").resolve(process + ".args");
  }

  Path temporary(String process) {
    return path.resolve("tmp").resolve(process);
  }

  Path log(String process) {
    return path.resolve("logs").resolve(process + ".log");
  }

  /** What a process prints, of its own accord or because it cannot start. */
  Path output(String process) {
    return path.resolve("logs").resolve(process + ".out");
  }

  Path jars() {
    return path.resolve("jars");
  }

  Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /** Where savepoints go unless told otherwise; the one thing that outlives the cluster. */
  Path savepoints() {
    return path.resolve("savepoints");
  }

  /** What Flink needs to take a job up again after its JobManager was killed. */
  Path recovery() {
    return path.resolve("recovery");
  }

  /**
   * Deletes everything but savepoints, and but the logs where they are wanted; the folder itself
   * when nothing is left.
   */
  void clear(boolean keepLogs) {
    if (!Files.isDirectory(path)) {
      return;
    }
    for (String name :
        List.of(
            "cluster.json",
            "cluster.json.new",
            "prometheus-targets.json",
            "prometheus-targets.json.new",
            "conf",
            "run",
            "tmp",
            "jars",
            "checkpoints",
            "recovery")) {
      delete(path.resolve(name));
    }
    if (!keepLogs) {
      delete(path.resolve("logs"));
    }
    deleteIfEmpty(savepoints());
    deleteIfEmpty(path);
  }

  private static void deleteIfEmpty(Path folder) {
    try (Stream<Path> content = Files.list(folder)) {
      if (content.findAny().isEmpty()) {
        Files.delete(folder);
      }
    } catch (IOException e) {
      // not there, or somebody put something into it just now
    }
  }

  /** With all that is in it; what vanishes meanwhile is no mistake. */
  static void delete(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(root)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (IOException | UncheckedIOException e) {
      paths = List.of(root);
    }
    for (Path each : paths) {
      try {
        Files.deleteIfExists(each);
      } catch (IOException e) {
        // in use; the next start or stop gets it
      }
    }
  }
}
