package io.livegate.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a JVM is started that holds frames for moments: without dumps of any kind.
 *
 * @param name of its files
 * @param options of the JVM, beside those every process has
 * @param main class whose {@code main} runs
 * @param metricsPort where it serves Prometheus; 0: it does not
 */
record JavaProcess(
    String name,
    List<Path> classPath,
    List<String> options,
    String main,
    List<String> arguments,
    int metricsPort) {

  /** Handed on from the launcher, where it was started by one. */
  private static final List<String> PASSED_ON =
      List.of("livegate.root", "org.bytedeco.javacpp.cachedir");

  JavaProcess {
    classPath = List.copyOf(classPath);
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
  }

  /**
   * Starts it. It ends with this JVM.
   *
   * @throws UncheckedIOException if the system cannot start it
   */
  Process start(ClusterFolder folder) {
    try {
      // What an earlier life left of unpacked libraries, tens of megabytes each time.
      ClusterFolder.delete(folder.temporary(name));
      Files.createDirectories(folder.temporary(name));
      return builder(folder).start();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started: " + e.getMessage(), e);
    }
  }

  ProcessBuilder builder(ClusterFolder folder) throws IOException {
    List<String> run = new ArrayList<>(List.of(main));
    run.addAll(arguments);
    return new ProcessBuilder(ArgumentFile.command(folder.options(name), allOptions(folder), run))
        .directory(folder.path().toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.output(name).toFile()));
  }

  private List<String> allOptions(ClusterFolder folder) {
    List<String> all = new ArrayList<>(options);
    all.addAll(NoDumps.OPTIONS);
    all.add("-Djava.awt.headless=true");
    all.add("-Dfile.encoding=UTF-8");
    all.add("-Djava.io.tmpdir=" + folder.temporary(name));
    all.add("-Dlog4j2.configurationFile=" + folder.logging());
    all.add("-Dlivegate.log.file=" + folder.log(name));
    for (String property : PASSED_ON) {
      String value = System.getProperty(property);
      if (value != null) {
        all.add("-D" + property + "=" + value);
      }
    }
    all.add("-cp");
    all.add(classPath.stream().map(Path::toString).collect(Collectors.joining(":")));
    return all;
  }
}
