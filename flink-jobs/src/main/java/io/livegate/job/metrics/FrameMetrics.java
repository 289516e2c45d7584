package io.livegate.job.metrics;

import io.livegate.signal.FrameFate;
import java.util.Locale;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** One judging task's {@link FrameAccount}, how far it is behind, and the latency of judging. */
public final class FrameMetrics {

  private final LatencyHistogram latency = new LatencyHistogram();
  private final RecentMost lag = new RecentMost();

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
    group.gauge("lagSeconds", (Gauge<Double>) () -> lag.most(System.currentTimeMillis()) / 1000.0);
    latency.publish(group, "judgedMillis");
  }

  private static void gauge(MetricGroup group, String name, Gauge<Long> value) {
    group.gauge(name, value);
  }

  /**
   * A record was read.
   *
   * @param millis from the broker's append until now
   */
  public void readAfter(long millis, long nowMillis) {
    lag.add(millis, nowMillis);
  }

  /**
   * @param millis from the broker's append to the signals record
   */
  public void judgedAfter(long millis) {
    latency.add(millis);
  }
}
