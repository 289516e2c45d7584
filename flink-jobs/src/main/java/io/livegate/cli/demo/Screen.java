package io.livegate.cli.demo;

import java.io.PrintStream;
import java.util.List;

/**
 * Draws lines over each other with plain ANSI on the terminal's second page, and gives the first
 * page back as it was.
 */
public final class Screen implements AutoCloseable {

  private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[2J";
  private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintStream out;
  private boolean open = true;

  public Screen(PrintStream out) {
    this.out = out;
    out.print(ENTER);
    out.flush();
  }

  /** Replaces what is shown, in one write so that nothing flickers. */
  public synchronized void show(List<String> lines) {
    if (open) {
      StringBuilder page = new StringBuilder(HOME);
      for (int i = 0; i < lines.size(); i++) {
        page.append(lines.get(i)).append(CLEAR_TO_END_OF_LINE);
        page.append(i < lines.size() - 1 ? "\r\n" : "");
      }
      out.print(page.append(CLEAR_BELOW));
      out.flush();
    }
  }

  /** Also called from a shutdown hook: a terminal must not be left on its second page. */
  @Override
  public synchronized void close() {
    if (open) {
      open = false;
      out.print(LEAVE);
      out.flush();
    }
  }
}
