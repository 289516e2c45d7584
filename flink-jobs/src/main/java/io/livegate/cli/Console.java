package io.livegate.cli;

import java.io.PrintStream;
import java.util.Map;

/**
 * Where a command writes, and what it may assume about the reader.
 *
 * @param out results only
 * @param err progress, notes, failures
 * @param outIsTerminal a person reads {@code out} as it comes
 * @param errIsTerminal a person reads {@code err} as it comes
 * @param colour {@code out} takes ANSI colours: a terminal, and {@code NO_COLOR} is not set
 * @param columns width of the terminal, 100 if unknown
 */
record Console(
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    boolean colour,
    int columns) {

  static final int DEFAULT_COLUMNS = 100;

  /** The process's own streams; the launcher says which of them are terminals. */
  static Console ofProcess(PrintStream out, PrintStream err) {
    boolean both = System.console() != null;
    boolean outIsTerminal = told("livegate.terminal.out", both);
    boolean errIsTerminal = told("livegate.terminal.err", both);
    return new Console(
        out,
        err,
        outIsTerminal,
        errIsTerminal,
        outIsTerminal && coloursAllowed(System.getenv()),
        outIsTerminal ? TerminalSize.read().columns() : DEFAULT_COLUMNS);
  }

  /** No terminal, no colours: pipes, files and tests. */
  static Console plain(PrintStream out, PrintStream err) {
    return new Console(out, err, false, false, false, DEFAULT_COLUMNS);
  }

  /** By the convention of no-color.org: any non-empty {@code NO_COLOR} means none. */
  static boolean coloursAllowed(Map<String, String> environment) {
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  private static boolean told(String property, boolean otherwise) {
    String value = System.getProperty(property);
    return value == null ? otherwise : Boolean.parseBoolean(value);
  }
}
