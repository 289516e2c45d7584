package io.livegate.cli;

import org.jspecify.annotations.Nullable;

/** How many sessions a command that judges files has under way at a time. */
final class Jobs {

  private Jobs() {}

  /**
   * @param asked the option's value, null for two for each core
   * @throws CliFailure if it is not 1 to 64
   */
  static int atATime(@Nullable Integer asked) {
    if (asked == null) {
      return Math.max(2, Math.min(16, 2 * Runtime.getRuntime().availableProcessors()));
    }
    if (asked < 1 || asked > 64) {
      throw CliFailure.usage("--jobs takes 1 to 64 sessions at the same time, not " + asked + ".");
    }
    return asked;
  }
}
