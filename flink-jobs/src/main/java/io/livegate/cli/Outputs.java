package io.livegate.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that are written when the work is done. */
final class Outputs {

  private Outputs() {}

  /**
   * Before the work, so that minutes of it are not for nothing.
   *
   * @throws CliFailure if the file cannot be written
   */
  static void requireWritable(Path out) {
    Path folder = out.toAbsolutePath().getParent();
    boolean there = Files.exists(out);
    boolean can =
        there
            ? !Files.isDirectory(out) && Files.isWritable(out)
            : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    if (!can) {
      throw CliFailure.usage(
          "--out "
              + out
              + " cannot be written: name a file in a folder that is there and may be written to.");
    }
  }
}
