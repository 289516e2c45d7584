package io.livegate.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many sessions a command that judges files has under way at a time. */
final class Jobs {

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Sessions at the same time, 1 to 64 (default: two for each core).")
  private @Nullable Integer asked;

  /** As given; null for the default. */
  @Nullable Integer asked() {
    return asked;
  }

  /**
   * As given, or two for each core.
   *
   * @throws CliFailure if it is not 1 to 64
   */
  int atATime() {
    if (asked == null) {
      return Math.max(2, Math.min(16, 2 * Runtime.getRuntime().availableProcessors()));
    }
    if (asked < 1 || asked > 64) {
      throw CliFailure.usage("--jobs takes 1 to 64 sessions at the same time, not " + asked + ".");
    }
    return asked;
  }
}
