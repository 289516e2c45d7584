package io.livegate.webhook;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits between calls: doubled with every failure, half of it drawn, so that sessions that failed
 * together do not come back together.
 *
 * @param first after the first failure
 * @param longest the most
 */
record Backoff(Duration first, Duration longest) {

  /** Beyond 2^30 milliseconds nothing is doubled. */
  private static final int MOST_DOUBLINGS = 30;

  /**
   * @param failures calls that failed so far, at least 1
   * @param asked what the platform asked for; the wait is never shorter
   */
  Duration after(int failures, Duration asked, RandomGenerator random) {
    long doubled = first.toMillis() << Math.min(MOST_DOUBLINGS, failures - 1);
    long full = Math.max(1, Math.min(longest.toMillis(), doubled));
    long wait = full / 2 + random.nextLong(full / 2 + 1);
    return Duration.ofMillis(Math.max(wait, asked.toMillis()));
  }
}
