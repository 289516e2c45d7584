package io.livegate.job.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeliveryMetricsTest {

  private final MetricValues values = new MetricValues();
  private final DeliveryMetrics delivery = new DeliveryMetrics(values);

  private double delivered() {
    return values.value("livegate.deliveredMillis.count");
  }

  @Test
  void aDecisionIsDeliveredWithTheCheckpointAfterItAndNotBefore() {
    delivery.snapshot(1);
    delivery.decided(10_000);
    delivery.complete(1, 10_500);
    assertThat(delivered()).isZero();

    delivery.snapshot(2);
    delivery.complete(2, 11_200);
    assertThat(delivered()).isEqualTo(1);
    assertThat(values.value("livegate.deliveredMillis.sum")).isEqualTo(1_200);
  }

  @Test
  void aCheckpointSettlesThoseThatFailedBeforeIt() {
    delivery.decided(10_000);
    delivery.snapshot(1);
    delivery.decided(10_400);
    delivery.snapshot(2);

    delivery.complete(2, 11_000);

    assertThat(delivered()).isEqualTo(2);
    assertThat(values.value("livegate.deliveredMillis.sum")).isEqualTo(1_600);
  }

  @Test
  void eachDecisionIsDeliveredOnce() {
    delivery.decided(10_000);
    delivery.snapshot(1);
    delivery.complete(1, 11_000);
    delivery.complete(1, 12_000);
    delivery.snapshot(2);
    delivery.complete(2, 13_000);

    assertThat(delivered()).isEqualTo(1);
  }

  @Test
  void theAgeOfTheNewestCheckpointCountsFromItsCompletion() {
    delivery.complete(1, System.currentTimeMillis() - 60_000);
    assertThat(values.value("livegate.checkpointAgeSeconds")).isBetween(60.0, 120.0);

    delivery.complete(2, System.currentTimeMillis());
    assertThat(values.value("livegate.checkpointAgeSeconds")).isLessThan(60);
  }

  @Test
  void moreDecisionsThanAreTimedInOneCheckpointDoNotPileUp() {
    for (int i = 0; i < 10_001; i++) {
      delivery.decided(10_000);
    }
    delivery.snapshot(1);
    delivery.complete(1, 10_100);

    assertThat(delivered()).isEqualTo(10_000);
  }
}
