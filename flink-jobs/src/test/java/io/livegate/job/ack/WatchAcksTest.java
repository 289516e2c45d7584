package io.livegate.job.ack;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.SessionKey;
import io.livegate.job.TwoInputs;
import io.livegate.job.config.AckSettings;
import io.livegate.job.metrics.MetricValues;
import java.time.Duration;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchAcksTest {

  private static final long START = 1_720_000_000_000L;
  private static final SessionKey SESSION = new SessionKey("t", "s");

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final MetricValues values = new MetricValues();
  private long now = START;
  private KeyedTwoInputStreamOperatorTestHarness<String, ExpectedAck, Ack, ExpectedAck> harness;

  @BeforeEach
  void open() throws Exception {
    harness = open(null);
  }

  private KeyedTwoInputStreamOperatorTestHarness<String, ExpectedAck, Ack, ExpectedAck> open(
      @Nullable OperatorSubtaskState state) throws Exception {
    return TwoInputs.open(
        new WatchAcks(new AckSettings(TIMEOUT)) {
          @Override
          MetricGroup group() {
            return values;
          }
        },
        ExpectedAck::about,
        Ack::about,
        now,
        state);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void anActionIsTimedFromItsFrameAndFromItsDecisionUntilItWasCarriedOut() throws Exception {
    decided("a");
    pass(2_000);
    acked("a", now - 500);

    assertThat(count("result.matched.acks")).isEqualTo(1);
    assertThat(count("ackSinceDecisionMillis.sum")).isEqualTo(1_500);
    assertThat(count("ackLatencyMillis.sum")).isEqualTo(1_900);
    pass(60_000);
    assertThat(count("actionsUnacked")).isZero();
  }

  @Test
  void anActionThatNobodyCarriesOutIsCountedOnceAndAnAckAfterThatIsUnknown() throws Exception {
    decided("a");
    pass(9_000);
    assertThat(count("actionsUnacked")).isZero();
    pass(2_000);
    assertThat(count("actionsUnacked")).isEqualTo(1);

    acked("a", now);
    pass(60_000);
    assertThat(count("actionsUnacked")).isEqualTo(1);
    assertThat(count("result.unknown.acks")).isEqualTo(1);
    assertThat(count("result.matched.acks")).isZero();
  }

  @Test
  void repeatedOnesAndOnesOfAnotherTenantAcknowledgeNothing() throws Exception {
    decided("a");
    String others = ExpectedAck.about(new SessionKey("other", "s"), "a");
    harness.processElement2(new StreamRecord<>(new Ack(others, now)));
    assertThat(count("result.matched.acks")).isZero();

    acked("a", now);
    acked("a", now);
    assertThat(count("result.matched.acks")).isEqualTo(1);
    assertThat(count("result.unknown.acks")).isEqualTo(2);
  }

  @Test
  void aBadOneIsCountedAndNothingElse() throws Exception {
    decided("a");
    harness.processElement2(new StreamRecord<>(Ack.BAD));

    assertThat(count("result.bad.acks")).isEqualTo(1);
    assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
  }

  @Test
  void aClockThatIsBehindCarriesNothingOutBeforeItWasDecided() throws Exception {
    decided("a");
    acked("a", START - 3_600_000);

    assertThat(count("ackSinceDecisionMillis.sum")).isZero();
    assertThat(count("ackLatencyMillis.sum")).isEqualTo(400);
  }

  @Test
  void afterAnOutageOfOursAcksHaveTheirTimeAgain() throws Exception {
    decided("answered");
    decided("forgotten");
    OperatorSubtaskState state = harness.snapshot(1, now);
    harness.close();
    now += 300_000;
    harness = open(state);

    pass(5_000);
    assertThat(count("actionsUnacked")).isZero();
    acked("answered", START + 1_000);
    assertThat(count("result.matched.acks")).isEqualTo(1);
    pass(20_000);
    assertThat(count("actionsUnacked")).isEqualTo(1);
  }

  @Test
  void whatIsSettledIsForgotten() throws Exception {
    decided("a");
    decided("b");
    acked("a", now);
    pass(20_000);

    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  private double count(String metric) {
    return values.value("livegate." + metric);
  }

  private void pass(long millis) throws Exception {
    now += millis;
    harness.setProcessingTime(now);
  }

  /** From a frame that was appended 400 ms before. */
  private void decided(String action) throws Exception {
    harness.processElement1(new StreamRecord<>(ExpectedAck.of(SESSION, action, now - 400, now)));
  }

  private void acked(String action, long atMillis) throws Exception {
    harness.processElement2(
        new StreamRecord<>(new Ack(ExpectedAck.about(SESSION, action), atMillis)));
  }
}
