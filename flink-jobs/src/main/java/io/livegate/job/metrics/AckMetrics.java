package io.livegate.job.metrics;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** What the platform says it carried out, when, and what it never said. */
public final class AckMetrics {

  /** What an acknowledgement was worth. */
  public enum Result {
    MATCHED,
    /** No such action, or acknowledged before, or too late. */
    UNKNOWN,
    /** It breaks the contract. */
    BAD
  }

  private final LatencyHistogram sinceFrame = new LatencyHistogram();
  private final LatencyHistogram sinceDecision = new LatencyHistogram();
  private final Map<Result, Counter> results = new EnumMap<>(Result.class);
  private final Counter unacked;

  public AckMetrics(MetricGroup parent) {
    MetricGroup group = parent.addGroup("livegate");
    for (Result result : Result.values()) {
      String name = result.name().toLowerCase(Locale.ROOT);
      results.put(result, group.addGroup("result", name).counter("acks"));
    }
    this.unacked = group.counter("actionsUnacked");
    sinceFrame.publish(group, "ackLatencyMillis");
    sinceDecision.publish(group, "ackSinceDecisionMillis");
  }

  public void count(Result result) {
    Counter counter = results.get(result);
    if (counter != null) {
      counter.inc();
    }
  }

  /**
   * An action was carried out.
   *
   * @param frameMillis since the frame it rests on was appended
   * @param decisionMillis since it was decided
   */
  public void carriedOut(long frameMillis, long decisionMillis) {
    count(Result.MATCHED);
    sinceFrame.add(frameMillis);
    sinceDecision.add(decisionMillis);
  }

  /** An action's time is up. */
  public void unacked() {
    unacked.inc();
  }
}
