package io.livegate.model.runtime;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Lets many callers in at once until it is closed; closing waits for those inside. Native memory
 * freed under a running call would take the JVM down with it.
 */
final class Gate {

  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final String name;
  private boolean closed;

  Gate(String name) {
    this.name = name;
  }

  /**
   * @throws IllegalStateException after close
   */
  <T> T call(Supplier<T> work) {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException(name + " is closed: acquire it again before running it");
      }
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Runs {@code release} once, at the first close. */
  void close(Runnable release) {
    lock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        release.run();
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
