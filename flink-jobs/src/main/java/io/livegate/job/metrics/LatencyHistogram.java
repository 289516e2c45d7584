package io.livegate.job.metrics;

import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Milliseconds in fixed buckets, as Prometheus counts them: each bucket holds what is at most its
 * upper bound, so that buckets of several tasks can be added up. Quantiles cannot, which is why
 * Flink's own histogram, exported as quantiles, is not used. Thread-safe.
 */
public final class LatencyHistogram {

  /** Upper bounds, inclusive; what is larger falls into a last bucket of its own. */
  static final long[] BOUNDS = {
    1, 2, 5, 10, 20, 50, 100, 200, 300, 500, 700, 1000, 1500, 2000, 5000, 10_000, 60_000
  };

  private final long[] counts = new long[BOUNDS.length + 1];
  private long sum;

  /** A negative time, of clocks that disagree, counts as none. */
  public synchronized void add(long millis) {
    long value = Math.max(0, millis);
    int bucket = 0;
    while (bucket < BOUNDS.length && value > BOUNDS[bucket]) {
      bucket++;
    }
    counts[bucket]++;
    sum += value;
  }

  /** How many values were at most the bucket's upper bound; the last bucket has none. */
  synchronized long atMost(int bucket) {
    long total = 0;
    for (int i = 0; i <= bucket; i++) {
      total += counts[i];
    }
    return total;
  }

  synchronized long sum() {
    return sum;
  }

  /**
   * Exports it as {@code NAME_le_bucket} with the label {@code le}, {@code NAME_count} and {@code
   * NAME_sum}. The bounds up to {@code +Inf} are what {@code histogram_quantile} asks for.
   */
  void publish(MetricGroup parent, String name) {
    MetricGroup group = parent.addGroup(name);
    for (int i = 0; i <= BOUNDS.length; i++) {
      int bucket = i;
      String bound = i < BOUNDS.length ? Long.toString(BOUNDS[i]) : "+Inf";
      gauge(group.addGroup("le", bound), "bucket", () -> atMost(bucket));
    }
    gauge(group, "count", () -> atMost(BOUNDS.length));
    gauge(group, "sum", this::sum);
  }

  private static void gauge(MetricGroup group, String name, Gauge<Long> value) {
    group.gauge(name, value);
  }
}
