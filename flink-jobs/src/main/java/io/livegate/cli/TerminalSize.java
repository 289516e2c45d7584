package io.livegate.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Columns and rows of the terminal, asked of {@code stty}: Java has no call for it. */
record TerminalSize(int columns, int rows) {

  private static final TerminalSize UNKNOWN = new TerminalSize(Console.DEFAULT_COLUMNS, 30);

  static TerminalSize read() {
    File terminal = new File("/dev/tty");
    if (!terminal.exists()) {
      return UNKNOWN;
    }
    try {
      Process process =
          new ProcessBuilder("stty", "size")
              .redirectInput(terminal)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor(1, TimeUnit.SECONDS) ? parse(answer) : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }

  /** Reads {@code "rows columns"}; anything else, zeros included, is unknown. */
  static TerminalSize parse(String answer) {
    if (!answer.strip().matches("[1-9][0-9]{0,4} [1-9][0-9]{0,4}")) {
      return UNKNOWN;
    }
    String[] numbers = answer.strip().split(" ", 2);
    return new TerminalSize(Integer.parseInt(numbers[1]), Integer.parseInt(numbers[0]));
  }
}
