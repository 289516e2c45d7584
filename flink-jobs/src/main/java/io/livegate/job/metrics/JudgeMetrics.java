package io.livegate.job.metrics;

import io.livegate.signal.Lane;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the judging tasks of one JVM share. Each of them exports the same numbers: take the largest
 * of each JVM, not the sum.
 */
public final class JudgeMetrics {

  private JudgeMetrics() {}

  /**
   * @param waiting frames that wait for a worker
   * @param stuck workers that are with a frame that was given up
   * @param unavailable lanes that lack a model here
   * @param drift of each model, by its id
   * @param behind lanes whose newest published models are not in force here
   */
  public static void publish(
      MetricGroup parent,
      IntSupplier waiting,
      IntSupplier stuck,
      Supplier<Set<Lane>> unavailable,
      IntSupplier behind,
      Map<String, DoubleSupplier> drift,
      StageTimes times) {
    MetricGroup group = parent.addGroup("livegate");
    group.gauge("framesWaiting", (Gauge<Integer>) waiting::getAsInt);
    group.gauge("modelsBehind", (Gauge<Integer>) behind::getAsInt);
    group.gauge("workersStuck", (Gauge<Integer>) stuck::getAsInt);
    drift.forEach(
        (model, most) ->
            group.addGroup("model", model).gauge("drift", (Gauge<Double>) most::getAsDouble));
    for (Lane lane : Lane.values()) {
      Gauge<Integer> lacks = () -> unavailable.get().contains(lane) ? 1 : 0;
      group.addGroup("lane", lane.id()).gauge("unavailable", lacks);
    }
    for (StageTimes.Stage stage : StageTimes.Stage.values()) {
      times.of(stage).publish(group.addGroup("stage", stage.id()), "millis");
    }
  }
}
