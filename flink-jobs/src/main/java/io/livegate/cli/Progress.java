package io.livegate.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One line on standard error that says how far a long command is, rewritten in place. Where
 * standard error is not a terminal there is none, only the notes.
 */
final class Progress implements AutoCloseable {

  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream err;
  private final boolean shown;
  private final String beginning;
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private final long startNanos = System.nanoTime();
  private int sessions;
  private int done;
  private LongSupplier frames = () -> 0;

  Progress(Console console) {
    this(console, "starting broker, Flink and models");
  }

  /**
   * @param beginning what is done before there are sessions to count
   */
  Progress(Console console, String beginning) {
    this.beginning = beginning;
    err = console.err();
    shown = console.errIsTerminal();
    if (shown) {
      draw();
      ticks.scheduleAtFixedRate(this::draw, 500, 500, TimeUnit.MILLISECONDS);
    }
  }

  /** The system is up and that many sessions are to be judged. */
  synchronized void watch(int count, LongSupplier framesJudged) {
    sessions = count;
    frames = framesJudged;
  }

  synchronized void sessionDone() {
    done++;
  }

  /** Makes room for a result. */
  synchronized void clear() {
    if (shown) {
      err.print(CLEAR_LINE);
    }
  }

  /** One sentence that stays. */
  synchronized void note(String sentence) {
    clear();
    err.println("livegate: " + sentence);
  }

  private synchronized void draw() {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    String line =
        sessions == 0
            ? String.format(Locale.ROOT, "%s  %.0f s", beginning, seconds)
            : String.format(
                Locale.ROOT,
                "%d of %d sessions, %d frames  %.0f s",
                done,
                sessions,
                frames.getAsLong(),
                seconds);
    err.print(CLEAR_LINE + line);
  }

  @Override
  public void close() {
    ticks.shutdownNow();
    clear();
  }
}
