package io.livegate.bench;

import io.livegate.evaluate.stats.Percentile;
import java.util.ArrayList;
import java.util.List;

/** Milliseconds that things took. Thread-safe. */
final class Delays {

  private final List<Long> millis = new ArrayList<>();

  synchronized void add(long took) {
    millis.add(Math.max(0, took));
  }

  synchronized int count() {
    return millis.size();
  }

  /**
   * @param share 0..1
   * @return NaN when there are none
   */
  synchronized double percentile(double share) {
    return Percentile.of(millis.stream().mapToDouble(Long::doubleValue).toArray(), share);
  }
}
