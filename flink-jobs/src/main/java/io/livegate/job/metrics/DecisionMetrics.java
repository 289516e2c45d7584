package io.livegate.job.metrics;

import io.livegate.policy.Effect;
import io.livegate.policy.Mode;
import io.livegate.policy.decide.Decision;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Decisions by effect and mode. */
public final class DecisionMetrics {

  private record Kind(Effect effect, Mode mode) {}

  private final Map<Kind, Counter> counters = new HashMap<>();

  public DecisionMetrics(MetricGroup parent) {
    for (Effect effect : Effect.values()) {
      for (Mode mode : Mode.values()) {
        MetricGroup group =
            parent
                .addGroup("livegate")
                .addGroup("effect", effect.id())
                .addGroup("mode", mode.name().toLowerCase(Locale.ROOT));
        counters.put(new Kind(effect, mode), group.counter("decisions"));
      }
    }
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
}
