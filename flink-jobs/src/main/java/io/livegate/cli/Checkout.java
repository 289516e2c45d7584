package io.livegate.cli;

import java.nio.file.Path;

/** The folder the launcher lies in. */
final class Checkout {

  private Checkout() {}

  static Path root() {
    return Path.of(System.getProperty("livegate.root", ".")).toAbsolutePath().normalize();
  }
}
