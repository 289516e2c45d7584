package io.livegate.job.metrics;

import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;

/**
 * A histogram of milliseconds with fixed buckets. Quantiles are the upper bound of their bucket.
 * Written by one thread, read by the reporter's.
 */
public final class LatencyHistogram implements Histogram {

  /** Upper bounds, inclusive; what is larger falls into a last bucket of its own. */
  static final long[] BOUNDS = {5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 60_000};

  private final long[] counts = new long[BOUNDS.length + 1];
  private long sum;
  private long min = Long.MAX_VALUE;
  private long max;

  @Override
  public synchronized void update(long millis) {
    long value = Math.max(0, millis);
    int bucket = 0;
    while (bucket < BOUNDS.length && value > BOUNDS[bucket]) {
      bucket++;
    }
    counts[bucket]++;
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  /** How many values were at most the bucket's upper bound. */
  synchronized long atMost(int bucket) {
    long total = 0;
    for (int i = 0; i <= bucket; i++) {
      total += counts[i];
    }
    return total;
  }

  @Override
  public synchronized long getCount() {
    return atMost(BOUNDS.length);
  }

  @Override
  public synchronized HistogramStatistics getStatistics() {
    return new Snapshot(counts.clone(), getCount(), sum, min, max);
  }

  private static final class Snapshot extends HistogramStatistics {

    private final long[] counts;
    private final long total;
    private final long sum;
    private final long min;
    private final long max;

    Snapshot(long[] counts, long total, long sum, long min, long max) {
      this.counts = counts;
      this.total = total;
      this.sum = sum;
      this.min = min;
      this.max = max;
    }

    @Override
    public double getQuantile(double quantile) {
      long rank = (long) Math.ceil(quantile * total);
      long seen = 0;
      for (int i = 0; i < BOUNDS.length; i++) {
        seen += counts[i];
        if (seen >= rank && total > 0) {
          return Math.min(BOUNDS[i], max);
        }
      }
      return max;
    }

    @Override
    public long[] getValues() {
      return new long[0];
    }

    @Override
    public int size() {
      return (int) Math.min(total, Integer.MAX_VALUE);
    }

    @Override
    public double getMean() {
      return total == 0 ? 0 : (double) sum / total;
    }

    @Override
    public double getStdDev() {
      return 0;
    }

    @Override
    public long getMax() {
      return max;
    }

    @Override
    public long getMin() {
      return total == 0 ? 0 : min;
    }
  }
}
