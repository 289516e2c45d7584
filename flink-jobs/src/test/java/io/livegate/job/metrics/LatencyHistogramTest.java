package io.livegate.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyHistogramTest {

  private static final int LAST = LatencyHistogram.BOUNDS.length;

  private final LatencyHistogram histogram = new LatencyHistogram();

  @Test
  void aValueOnABoundBelongsBelowItAndEveryBucketHoldsThoseBefore() {
    histogram.add(100);
    histogram.add(101);
    histogram.add(3);
    MetricValues values = published();

    assertThat(values.value("millis.le.2.bucket")).isZero();
    assertThat(values.value("millis.le.5.bucket")).isEqualTo(1);
    assertThat(values.value("millis.le.100.bucket")).isEqualTo(2);
    assertThat(values.value("millis.le.200.bucket")).isEqualTo(3);
    assertThat(values.value("millis.le.60000.bucket")).isEqualTo(3);
    assertThat(values.value("millis.count")).isEqualTo(3);
    assertThat(values.value("millis.sum")).isEqualTo(204);
  }

  @Test
  void whatIsBeyondTheLastBoundIsOnlyInTheLastBucket() {
    histogram.add(60_001);
    MetricValues values = published();

    assertThat(values.value("millis.le.60000.bucket")).isZero();
    assertThat(values.value("millis.le.+Inf.bucket")).isEqualTo(1);
    assertThat(values.value("millis.count")).isEqualTo(1);
  }

  @Test
  void aNegativeTimeOfClocksThatDisagreeCountsAsNone() {
    histogram.add(-5_000);

    assertThat(histogram.atMost(0)).isEqualTo(1);
    assertThat(histogram.sum()).isZero();
  }

  @Test
  void severalThreadsLoseNothing() throws InterruptedException {
    Thread[] threads = new Thread[4];
    for (int t = 0; t < threads.length; t++) {
      threads[t] =
          new Thread(
              () -> {
                for (int i = 0; i < 10_000; i++) {
                  histogram.add(7);
                }
              });
      threads[t].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(histogram.atMost(LAST)).isEqualTo(40_000);
    assertThat(histogram.sum()).isEqualTo(280_000);
  }

  private MetricValues published() {
    MetricValues values = new MetricValues();
    histogram.publish(values, "millis");
    return values;
  }
}
