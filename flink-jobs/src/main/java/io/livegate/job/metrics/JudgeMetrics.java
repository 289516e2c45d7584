package io.livegate.job.metrics;

import io.livegate.signal.Lane;
import java.util.Set;
import java.util.function.IntSupplier;
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
   * @param unavailable lanes that lack a model here
   */
  public static void publish(
      MetricGroup parent, IntSupplier waiting, Set<Lane> unavailable, StageTimes times) {
    MetricGroup group = parent.addGroup("livegate");
    group.gauge("framesWaiting", (Gauge<Integer>) waiting::getAsInt);
    for (Lane lane : Lane.values()) {
      int lacks = unavailable.contains(lane) ? 1 : 0;
      group.addGroup("lane", lane.id()).gauge("unavailable", (Gauge<Integer>) () -> lacks);
    }
    for (StageTimes.Stage stage : StageTimes.Stage.values()) {
      times.of(stage).publish(group.addGroup("stage", stage.id()), "millis");
    }
  }
}
