package io.livegate.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM's options in a file. The command line stays short: ONNX Runtime reads it recursively
 * (docs/adr/0002-pinned-versions.md).
 */
public final class ArgumentFile {

  private ArgumentFile() {}

  /**
   * Writes it.
   *
   * @param options of the JVM, its class path among them
   * @param main the class to run and its arguments
   * @return the command that starts this JVM's {@code java} with them
   */
  public static List<String> command(Path file, List<String> options, List<String> main)
      throws IOException {
    Files.write(file, options.stream().map(ArgumentFile::quoted).toList());
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + file);
    command.addAll(main);
    return command;
  }

  /** As the launcher's argument files want it. */
  private static String quoted(String option) {
    return '"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
