package io.livegate.ingest.source;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Pauses between attempts to reach a source again: doubling up to a limit, each shortened by a
 * random part up to a half.
 */
final class ReconnectPauses {

  private final long firstMillis;
  private final long maxMillis;
  private final DoubleSupplier random;
  private long nextMillis;

  /**
   * @param random 0 inclusive to 1 exclusive
   */
  ReconnectPauses(Duration first, Duration max, DoubleSupplier random) {
    this.firstMillis = first.toMillis();
    this.maxMillis = max.toMillis();
    this.random = random;
    nextMillis = firstMillis;
  }

  Duration next() {
    long pause = Math.min(nextMillis, maxMillis);
    nextMillis = Math.min(maxMillis, nextMillis * 2);
    return Duration.ofMillis(Math.round(pause * (1 - random.getAsDouble() / 2)));
  }

  /** After a success. */
  void reset() {
    nextMillis = firstMillis;
  }
}
