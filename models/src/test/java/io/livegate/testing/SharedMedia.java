package io.livegate.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The real media, where they are; tests that need them are skipped elsewhere. */
public final class SharedMedia {

  private SharedMedia() {}

  /**
   * A file or folder below {@code ../shared/media}; skips the test if it is not there.
   *
   * @param path e.g. {@code dev/live}
   */
  public static Path at(String path) {
    Path file = SharedModels.root().resolve("../shared/media").resolve(path).normalize();
    Assumptions.assumeTrue(Files.exists(file), () -> "no " + path + " in ../shared/media");
    return file;
  }

  /** All files below a folder, sorted; skips the test if there are none. */
  public static List<Path> files(String folder) throws IOException {
    try (Stream<Path> walk = Files.walk(at(folder))) {
      List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
      Assumptions.assumeFalse(files.isEmpty(), () -> "no files in ../shared/media/" + folder);
      return files;
    }
  }
}
