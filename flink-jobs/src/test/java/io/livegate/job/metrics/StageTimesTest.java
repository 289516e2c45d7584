package io.livegate.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.job.metrics.StageTimes.Stage;
import io.livegate.signal.Lane;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StageTimesTest {

  private final StageTimes times = new StageTimes();

  @Test
  void aStepIsTimedFromItsBeginningUntilNowAndApartFromTheOthers() {
    times.tookSince(Stage.DECODE, System.nanoTime() - 30_000_000);

    assertThat(times.of(Stage.DECODE).sum()).isGreaterThanOrEqualTo(30);
    for (Stage stage : Stage.values()) {
      int last = LatencyHistogram.BOUNDS.length;
      assertThat(times.of(stage).atMost(last)).isEqualTo(stage == Stage.DECODE ? 1 : 0);
    }
  }

  @Test
  void everyLaneIsAStep() {
    for (Lane lane : Lane.values()) {
      assertThat(Stage.valueOf(lane.name()).id()).isEqualTo(lane.id());
    }
  }

  @Test
  void theStepsArePublishedByNameWithTheLanesThatLackAModel() {
    times.tookSince(Stage.HASH, System.nanoTime());
    MetricValues values = new MetricValues();
    JudgeMetrics.publish(
        values,
        () -> 7,
        () -> 0,
        () -> Set.of(Lane.CONTENT),
        () -> 2,
        Map.of("m", () -> 0.3),
        times);

    assertThat(values.value("livegate.stage.hash.millis.count")).isEqualTo(1);
    assertThat(values.value("livegate.stage.decode.millis.count")).isZero();
    assertThat(values.value("livegate.framesWaiting")).isEqualTo(7);
    assertThat(values.value("livegate.modelsBehind")).isEqualTo(2);
    assertThat(values.value("livegate.model.m.drift")).isEqualTo(0.3);
    assertThat(values.value("livegate.lane.content.unavailable")).isEqualTo(1);
    assertThat(values.value("livegate.lane.face.unavailable")).isZero();
  }
}
