package io.livegate.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Times the middle of a run, without its beginning and its end, where not all threads are at work.
 * Thread-safe.
 */
final class Window {

  private static final OperatingSystemMXBean MACHINE =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final int from;
  private final int to;
  private final Runnable begin;
  private final Runnable end;
  private int done;
  private long beginNanos;
  private long endNanos;
  private long cpuNanos;

  /**
   * @param total frames of the run
   * @param begin called when the window begins, {@code end} when it ends
   */
  Window(int total, Runnable begin, Runnable end) {
    this.from = total / 10;
    this.to = total - total / 10;
    this.begin = begin;
    this.end = end;
  }

  /** So many more frames were judged. */
  synchronized void judged(long frames) {
    for (long i = 0; i < frames; i++) {
      done++;
      if (done == from) {
        begin.run();
        beginNanos = System.nanoTime();
        cpuNanos = -MACHINE.getProcessCpuTime();
      } else if (done == to) {
        endNanos = System.nanoTime();
        cpuNanos += MACHINE.getProcessCpuTime();
        end.run();
      }
    }
  }

  synchronized int done() {
    return done;
  }

  /** Frames judged between its ends. */
  int frames() {
    return to - from;
  }

  /** Milliseconds of processor time of this process for each frame; 0 when it never ended. */
  synchronized double cpuMillis() {
    return endNanos == 0 ? 0 : cpuNanos / 1e6 / frames();
  }

  /** Frames judged a second; 0 when it never ended. */
  synchronized double perSecond() {
    return endNanos == 0 ? 0 : frames() * 1e9 / (endNanos - beginNanos);
  }
}
