package io.livegate.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Weights that lie in the jar, below {@code weights/} as the cards name them. The runtimes load
 * files, so what is asked for is written to the cache once.
 */
final class BuiltInWeights {

  private static final String FOLDER = "/io/livegate/model/weights/";

  private BuiltInWeights() {}

  static boolean contain(ModelCard card) {
    return BuiltInWeights.class.getResource(FOLDER + card.file()) != null;
  }

  /**
   * @param card one whose file is {@link #contain contained}
   * @param target where the file is written, checked and whole or not at all
   * @return null when {@code target} now holds the file, else why not
   */
  static @Nullable String unpack(ModelCard card, Path target) {
    try (InputStream in = BuiltInWeights.class.getResourceAsStream(FOLDER + card.file())) {
      if (in == null) {
        throw new IllegalArgumentException(card.file() + " is not in this build");
      }
      Path folder = target.toAbsolutePath().getParent();
      if (folder == null) {
        return target + " has no folder to write into";
      }
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "built-in", ".part");
      try {
        Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
        String actual = Sha256.of(part);
        if (!actual.equals(card.sha256())) {
          return "sha256 is " + actual + ", expected " + card.sha256();
        }
        Files.move(
            part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return null;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      return "cannot be written to " + target + ": " + e;
    }
  }
}
