package io.livegate.job.metrics;

import io.livegate.signal.FrameFate;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Frames by fate and the latency of judging. Identity: received = judged + skipped + superseded +
 * full + rejected + undecodable + failed + duplicate + afterEnd + lost, once nothing is in flight.
 */
public final class FrameMetrics {

  private final Map<FrameFate, Counter> fates = new EnumMap<>(FrameFate.class);
  private final Counter received;
  private final LatencyHistogram latency = new LatencyHistogram();

  public FrameMetrics(MetricGroup parent) {
    MetricGroup group = parent.addGroup("livegate");
    received = group.counter("framesReceived");
    for (FrameFate fate : FrameFate.values()) {
      String name = fate.name().toLowerCase(Locale.ROOT);
      fates.put(fate, group.addGroup("fate", name).counter("frames"));
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

  public void received() {
    received.inc();
  }

  public void count(FrameFate fate) {
    Counter counter = fates.get(fate);
    if (counter != null) {
      counter.inc();
    }
  }

  /**
   * @param millis from the broker's append to the signals record
   */
  public void judgedAfter(long millis) {
    latency.update(millis);
  }
}
