package io.livegate.job.metrics;

import java.util.function.IntSupplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What is in force, and sessions whose streams fell silent. Every task knows the same of policies:
 * take the largest, not the sum.
 */
public final class PolicyMetrics {

  private final Counter lost;
  private final Counter rejected;

  /**
   * @param switchedToObserve how many switches and breakers hold somebody back from enforcing
   * @param breakersOpen how many of them are breakers
   * @param unusable how many stored policies this release cannot use
   */
  public PolicyMetrics(
      MetricGroup parent,
      IntSupplier switchedToObserve,
      IntSupplier breakersOpen,
      IntSupplier unusable) {
    MetricGroup group = parent.addGroup("livegate");
    group.gauge("policySwitchedToObserve", (Gauge<Integer>) switchedToObserve::getAsInt);
    group.gauge("breakersOpen", (Gauge<Integer>) breakersOpen::getAsInt);
    group.gauge("policyUnusable", (Gauge<Integer>) unusable::getAsInt);
    this.lost = group.counter("streamsLost");
    this.rejected = group.counter("policiesRejected");
  }

  public void streamLost() {
    lost.inc();
  }

  /** A record of the policies topic was rejected. */
  public void rejected() {
    rejected.inc();
  }
}
