package io.livegate.cli;

import io.livegate.image.NativeLibraries;
import java.io.PrintStream;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.ExitCode;

/** Turns what went wrong into one message; the trace is for {@code --debug}. */
final class Failures {

  private Failures() {}

  /** Prints the failure and returns the exit code. */
  static int report(Throwable thrown, PrintStream err, boolean debug) {
    Throwable failure = unwrap(thrown);
    int code = ExitCode.SOFTWARE;
    if (failure instanceof CliFailure known) {
      code = known.exitCode();
      // May list several problems, one a line.
      err.println("livegate: " + known.getMessage());
    } else if (failure instanceof InterruptedException) {
      err.println("livegate: interrupted.");
    } else {
      err.println(
          "livegate: failed: " + describe(failure) + (debug ? "" : " (--debug shows where)"));
    }
    if (debug) {
      failure.printStackTrace(err);
    }
    return code;
  }

  /** The first line, with a full stop. */
  static String oneSentence(String message) {
    String line = message.strip().lines().findFirst().orElse("failed").strip();
    return line.endsWith(".") || line.endsWith("!") || line.endsWith("?") ? line : line + ".";
  }

  private static String describe(Throwable failure) {
    if (failure instanceof LinkageError missing) {
      return oneSentence(NativeLibraries.reason(missing));
    }
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return oneSentence(message == null || message.isBlank() ? name : message + " [" + name + "]");
  }

  private static Throwable unwrap(Throwable thrown) {
    Throwable failure = thrown;
    while ((failure instanceof ExecutionException || failure instanceof CompletionException)
        && failure.getCause() != null) {
      failure = failure.getCause();
    }
    return failure;
  }
}
