package io.livegate.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The folder the launcher lies in. */
final class Checkout {

  private Checkout() {}

  static Path root() {
    return Path.of(System.getProperty("livegate.root", ".")).toAbsolutePath().normalize();
  }

  /** The file of that name in the checkout; null in an installation without one. */
  static @Nullable Path file(String name) {
    Path file = root().resolve(name);
    return Files.exists(file) ? file : null;
  }

  /**
   * What to show where videos are of use: what was chosen, else the samples beside the checkout.
   */
  static List<Path> media(@Nullable Path chosen) {
    if (chosen != null) {
      return List.of(chosen);
    }
    Path samples = root().resolve("../shared/media/dev").normalize();
    return Files.isDirectory(samples) ? List.of(samples) : List.of();
  }
}
