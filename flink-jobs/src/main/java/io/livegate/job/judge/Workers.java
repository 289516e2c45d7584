package io.livegate.job.judge;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that judge. One that does not come back from a frame is replaced: a native call that
 * hangs cannot be ended, and must not take the others' turn. It keeps its memory, and often a core,
 * so only {@value #MOST_STUCK} are replaced at any time. What changes them is guarded by the
 * scheduler's lock.
 */
final class Workers {

  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

  static final int MOST_STUCK = 8;

  private static final long STOP_MILLIS = 5_000;

  private final Runnable loop;
  private final int wanted;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private final Set<Thread> stuck = ConcurrentHashMap.newKeySet();
  private int started;

  /**
   * @param loop what each of them does until there is no more to do
   */
  Workers(int wanted, Runnable loop) {
    this.wanted = wanted;
    this.loop = loop;
  }

  void start() {
    while (running.size() < wanted) {
      Thread thread = new Thread(loop, "livegate-judge-" + started++);
      thread.setDaemon(true);
      running.add(thread);
      thread.start();
    }
  }

  /** It has been with one frame for too long: another takes its place. */
  void replace(Thread hanging) {
    running.remove(hanging);
    stuck.add(hanging);
    Exception where = new IllegalStateException("it hangs here");
    where.setStackTrace(hanging.getStackTrace());
    if (stuck.size() <= MOST_STUCK) {
      LOG.error("{} does not come back from a frame, another takes its place", hanging, where);
      start();
    } else {
      LOG.error(
          "{} does not come back from a frame, and {} others do not either: it is not replaced,"
              + " {} workers are left; restart this process",
          hanging,
          MOST_STUCK,
          running.size(),
          where);
    }
  }

  /**
   * A replaced one came back after all.
   *
   * @return whether it goes on as a worker; false: it is not needed any more
   */
  boolean comesBack(Thread late) {
    stuck.remove(late);
    return running.size() < wanted && running.add(late);
  }

  /** How many are with one frame for too long. */
  int stuck() {
    return stuck.size();
  }

  /** Waits until those that do not hang have ended, a few seconds at most. */
  void join() {
    boolean interrupted = false;
    long deadline = System.nanoTime() + STOP_MILLIS * 1_000_000;
    for (Thread thread : running) {
      try {
        thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether all have ended, those that hung included. */
  boolean areGone() {
    return Stream.concat(running.stream(), stuck.stream()).noneMatch(Thread::isAlive);
  }
}
