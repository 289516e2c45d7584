package io.livegate.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.job.metrics.ProbeMetrics.Answer;
import org.junit.jupiter.api.Test;

class ProbeMetricsTest {

  private final MetricValues values = new MetricValues();
  private long now = 1_000_000;
  private final ProbeMetrics metrics = new ProbeMetrics(values, () -> now);

  @Test
  void onlyARightAnswerMakesTheAgeBeginAnew() {
    now += 5_000;
    metrics.ended(Answer.LATE, 5_000);
    metrics.ended(Answer.WRONG, 900);
    assertThat(values.value("livegate.probeAgeSeconds")).isEqualTo(5);

    metrics.ended(Answer.RIGHT, 1_300);
    assertThat(values.value("livegate.probeAgeSeconds")).isZero();
    now += 2_000;
    assertThat(values.value("livegate.probeAgeSeconds")).isEqualTo(2);
  }

  @Test
  void roundsAreCountedByTheirEndAndRightOnesAreTimed() {
    metrics.decided(400);
    metrics.decided(600);
    metrics.ended(Answer.RIGHT, 1_300);
    metrics.ended(Answer.LATE, 30_000);
    metrics.ended(Answer.LATE, 30_000);

    assertThat(values.value("livegate.answer.right.probes")).isEqualTo(1);
    assertThat(values.value("livegate.answer.late.probes")).isEqualTo(2);
    assertThat(values.value("livegate.answer.wrong.probes")).isZero();
    assertThat(values.value("livegate.probeDecisionMillis.sum")).isEqualTo(1_000);
    assertThat(values.value("livegate.probeDeliveredMillis.count")).isEqualTo(1);
    assertThat(values.value("livegate.probeDeliveredMillis.sum")).isEqualTo(1_300);
  }
}
