package io.livegate.cluster;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * This process's class path, taken apart. The job is thin: our own modules and its Kafka connector
 * travel with it. What loads native libraries must be loaded once per process and stays: the module
 * models, ONNX Runtime, DJL, bytedeco and what they need lie on the TaskManagers' own class path,
 * which in a Flink distribution is {@code lib/}.
 */
final class Jars {

  private static final Pattern JOB =
      Pattern.compile("livegate-(?!models-).*|kafka-clients-.*|flink-connector-.*|cloudevents-.*");

  private static final Pattern BROKER = Pattern.compile("kafka_.*|kafka-(?!clients-).*|scala-.*");

  /** A module's classes where nothing was packaged: a test run. */
  private static final Pattern MODELS_CLASSES = Pattern.compile(".*/models/target/(test-)?classes");

  private final List<Path> classPath;

  private Jars(List<Path> classPath) {
    this.classPath = classPath;
  }

  /** Those this process runs with. */
  static Jars ofThisProcess() {
    return new Jars(
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.isEmpty())
            .map(entry -> Path.of(entry).toAbsolutePath())
            .filter(Files::exists)
            .toList());
  }

  /** These: absolute paths of jars and folders of classes. */
  static Jars of(List<Path> classPath) {
    return new Jars(List.copyOf(classPath));
  }

  /** All: a supervisor, a broker. */
  List<Path> all() {
    return classPath;
  }

  /** For Flink's processes. */
  List<Path> flink() {
    return classPath.stream()
        .filter(entry -> !isJob(entry))
        .filter(entry -> !BROKER.matcher(name(entry)).matches())
        .toList();
  }

  /** For a job. A folder of classes becomes a jar in that folder. */
  List<Path> job(Path folder) throws IOException {
    List<Path> jars = new ArrayList<>();
    for (Path entry : classPath) {
      if (isJob(entry)) {
        jars.add(Files.isDirectory(entry) ? pack(entry, folder) : entry);
      }
    }
    return jars;
  }

  /**
   * The same with our own modules copied into a folder, so that a later build does not take them
   * away from a running cluster.
   */
  Jars withOwnModulesIn(Path folder) throws IOException {
    List<Path> copied = new ArrayList<>();
    for (Path entry : classPath) {
      if (Files.isDirectory(entry)) {
        copied.add(pack(entry, folder));
      } else if (name(entry).startsWith("livegate-")) {
        copied.add(
            Files.copy(entry, folder.resolve(name(entry)), StandardCopyOption.REPLACE_EXISTING));
      } else {
        copied.add(entry);
      }
    }
    return new Jars(copied);
  }

  /** The one class {@link Child} alone: with all of ours the job's own would be hidden by it. */
  static Path ofChild(Path folder) throws IOException {
    Path jar = folder.resolve("child.jar");
    String entry = Child.class.getName().replace('.', '/') + ".class";
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        InputStream in =
            Objects.requireNonNull(Child.class.getClassLoader()).getResourceAsStream(entry)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(Objects.requireNonNull(in, entry).readAllBytes());
    }
    return jar;
  }

  private static boolean isJob(Path entry) {
    return Files.isDirectory(entry)
        ? !MODELS_CLASSES.matcher(entry.toString()).matches()
        : JOB.matcher(name(entry)).matches() && !name(entry).startsWith("livegate-packed-models-");
  }

  /** Named after the module, so that the rules above know it again. */
  private static Path pack(Path classes, Path folder) throws IOException {
    String module =
        name(Objects.requireNonNull(Objects.requireNonNull(classes.getParent()).getParent()));
    Path jar = folder.resolve("livegate-packed-" + module + "-" + name(classes) + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        zip.putNextEntry(new ZipEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
      }
    }
    return jar;
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
