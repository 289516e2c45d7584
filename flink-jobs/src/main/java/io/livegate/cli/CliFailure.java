package io.livegate.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/** A failure whose message is written for the person at the terminal. */
final class CliFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CliFailure(int exitCode, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** What was typed cannot be done: exit 2. */
  static CliFailure usage(String message) {
    return new CliFailure(ExitCode.USAGE, message, null);
  }

  /** What was typed names something unusable: exit 2, the cause under {@code --debug}. */
  static CliFailure usage(String message, Throwable cause) {
    return new CliFailure(ExitCode.USAGE, message, cause);
  }

  /** It was right to ask, and did not work: exit 1. */
  static CliFailure failed(String message, Throwable cause) {
    return new CliFailure(ExitCode.SOFTWARE, message, cause);
  }

  int exitCode() {
    return exitCode;
  }
}
