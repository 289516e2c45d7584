package io.livegate.cli.session;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many frames of one session are on their way: published and not yet accounted for by a signals
 * record. Keeps the publisher from running ahead of the judges, so that nothing needs to be
 * dropped.
 */
final class InFlight {

  /**
   * The sampler's skipped frames are only accounted for with the next judged one, so a window of
   * nothing but skipped frames would never move: after this wait one more frame is let through.
   */
  private static final long STALLED_MILLIS = 1_000;

  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition moved = lock.newCondition();
  private long published;
  private long accounted;

  InFlight(int limit) {
    this.limit = limit;
  }

  /** Waits for room for one more frame and takes it. */
  void acquire() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(STALLED_MILLIS);
      while (published - accounted >= limit && left > 0) {
        long before = accounted;
        left = moved.awaitNanos(left);
        if (accounted > before) {
          left = TimeUnit.MILLISECONDS.toNanos(STALLED_MILLIS);
        }
      }
      published++;
    } finally {
      lock.unlock();
    }
  }

  /** That many frames met their fate. */
  void account(long frames) {
    lock.lock();
    try {
      accounted += frames;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
