package io.livegate.job.metrics;

import io.livegate.policy.Effect;
import io.livegate.policy.Mode;
import io.livegate.policy.decide.Decision;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.Signals;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Decisions by effect and mode, how late they were, and how the lanes answered. */
public final class DecisionMetrics {

  private record Kind(Effect effect, Mode mode) {}

  private record Answer(Lane lane, LaneStatus status) {}

  private final Map<Kind, Counter> counters = new HashMap<>();
  private final Map<Answer, Counter> answers = new HashMap<>();
  private final LatencyHistogram latency = new LatencyHistogram();
  private final DeliveryMetrics delivery;

  public DecisionMetrics(MetricGroup parent, DeliveryMetrics delivery) {
    this.delivery = delivery;
    MetricGroup livegate = parent.addGroup("livegate");
    for (Effect effect : Effect.values()) {
      for (Mode mode : Mode.values()) {
        MetricGroup group = livegate.addGroup("effect", effect.id()).addGroup("mode", lower(mode));
        counters.put(new Kind(effect, mode), group.counter("decisions"));
      }
    }
    for (Lane lane : Lane.values()) {
      for (LaneStatus status : LaneStatus.values()) {
        MetricGroup group = livegate.addGroup("lane", lane.id()).addGroup("status", lower(status));
        answers.put(new Answer(lane, status), group.counter("answers"));
      }
    }
    latency.publish(livegate, "decisionMillis");
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Counts what the platform is asked to do; that a task is over asks nothing more of it. */
  public void count(Decision decision) {
    if (decision.challenge() != null && decision.challenge().closing() != null) {
      return;
    }
    Counter counter = counters.get(new Kind(decision.effect(), decision.mode()));
    if (counter != null) {
      counter.inc();
    }
  }

  /**
   * A decision of a live session was handed to the sink.
   *
   * @param nowMillis the clock
   */
  public void timed(Decision decision, long nowMillis) {
    latency.add(nowMillis - decision.atMillis());
    delivery.decided(decision.atMillis());
  }

  /** Counts the answers in a record. */
  public void answers(Signals signals) {
    for (LaneSignal lane : signals.lanes()) {
      Counter counter = answers.get(new Answer(lane.lane(), lane.status()));
      if (counter != null) {
        counter.inc();
      }
    }
  }
}
