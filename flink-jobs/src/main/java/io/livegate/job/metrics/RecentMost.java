package io.livegate.job.metrics;

/**
 * The largest value of the last {@value #PART_MILLIS} to twice as many milliseconds, so that a peak
 * between two scrapes is seen. 0 when there was none. Thread-safe.
 */
final class RecentMost {

  static final long PART_MILLIS = 15_000;

  private long part;
  private long now;
  private long before;

  synchronized void add(long value, long atMillis) {
    turn(atMillis);
    now = Math.max(now, value);
  }

  synchronized long most(long atMillis) {
    turn(atMillis);
    return Math.max(now, before);
  }

  private void turn(long atMillis) {
    long current = atMillis / PART_MILLIS;
    if (current > part) {
      before = current == part + 1 ? now : 0;
      now = 0;
      part = current;
    }
  }
}
