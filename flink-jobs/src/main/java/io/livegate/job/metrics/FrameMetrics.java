package io.livegate.job.metrics;

import io.livegate.signal.FrameFate;
import java.util.Locale;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** A {@link FrameAccount} and the latency of judging, as metrics. */
public final class FrameMetrics {

  private final LatencyHistogram latency = new LatencyHistogram();

  public FrameMetrics(MetricGroup parent, FrameAccount account) {
    MetricGroup group = parent.addGroup("livegate");
    gauge(group, "framesReceived", () -> account.snapshot().received());
    gauge(group, "framesInFlight", () -> (long) account.inFlight());
    gauge(group, "framesUnaccounted", account::unaccounted);
    gauge(group, "framesUnaddressed", () -> account.snapshot().unaddressed());
    gauge(group, "framesLostToRetention", () -> account.snapshot().lostToRetention());
    for (FrameFate fate : FrameFate.values()) {
      String name = fate.name().toLowerCase(Locale.ROOT);
      gauge(group.addGroup("fate", name), "frames", () -> account.snapshot().settled().count(fate));
    }
    group.histogram("judgedMillis", latency);
    // Buckets are counters, so that they can be added up over subtasks; quantiles cannot.
    for (int i = 0; i < LatencyHistogram.BOUNDS.length; i++) {
      int bucket = i;
      group
          .addGroup("le", Long.toString(LatencyHistogram.BOUNDS[i]))
          .gauge("judgedMillisBucket", () -> latency.atMost(bucket));
    }
  }

  private static void gauge(MetricGroup group, String name, Gauge<Long> value) {
    group.gauge(name, value);
  }

  /**
   * @param millis from the broker's append to the signals record
   */
  public void judgedAfter(long millis) {
    latency.update(millis);
  }
}
