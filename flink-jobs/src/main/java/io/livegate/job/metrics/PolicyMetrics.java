package io.livegate.job.metrics;

import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** What is in force, and sessions whose streams fell silent. */
public final class PolicyMetrics {

  private final Counter lost;

  /**
   * @param switchedToObserve how many switches and breakers hold somebody back from enforcing
   * @param unusable how many stored policies this release cannot use
   */
  public PolicyMetrics(MetricGroup parent, IntSupplier switchedToObserve, IntSupplier unusable) {
    MetricGroup group = parent.addGroup("livegate");
    group.gauge("policySwitchedToObserve", (Gauge<Integer>) switchedToObserve::getAsInt);
    group.gauge("policyUnusable", (Gauge<Integer>) unusable::getAsInt);
    this.lost = group.counter("streamsLost");
  }

  public void streamLost() {
    lost.inc();
  }
}
