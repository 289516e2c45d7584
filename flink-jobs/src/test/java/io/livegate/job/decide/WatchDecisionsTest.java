package io.livegate.job.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.job.io.OutputRecord;
import io.livegate.policy.breaker.BreakerSettings;
import io.livegate.policy.breaker.CountedOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchDecisionsTest {

  private static final BreakerSettings SETTINGS =
      new BreakerSettings(true, Duration.ofMinutes(1), 30, 4, Duration.ofMinutes(3));

  private KeyedBroadcastOperatorTestHarness<String, DecisionTick, PolicyUpdate, OutputRecord>
      harness;
  private long now = DecideHarness.START;
  private long offset;

  @BeforeEach
  void open() throws Exception {
    harness = open(null);
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private KeyedBroadcastOperatorTestHarness<String, DecisionTick, PolicyUpdate, OutputRecord> open(
      @Nullable OperatorSubtaskState state) throws Exception {
    var made =
        new KeyedBroadcastOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(
                new WatchDecisions(SETTINGS), List.of(DecideSessions.OVERRIDES)),
            DecisionTick::scope,
            Types.STRING,
            128,
            1,
            0);
    made.setup(
        TypeInformation.of(OutputRecord.class)
            .createSerializer(made.getExecutionConfig().getSerializerConfig()));
    if (state != null) {
      made.initializeState(state);
    }
    made.setProcessingTime(now);
    made.open();
    return made;
  }

  private void ticks(String scope, int count, CountedOutcome outcome, boolean enforced)
      throws Exception {
    for (int i = 0; i < count; i++) {
      now += 500;
      harness.setProcessingTime(now);
      harness.processElement(new StreamRecord<>(new DecisionTick(scope, outcome, enforced)));
    }
  }

  /** {@code key value} of the records published since this was asked last. */
  private List<String> published() {
    List<String> published =
        harness.extractOutputValues().stream()
            .map(
                r ->
                    r.key()
                        + (r.value() == null
                            ? ""
                            : " " + new String(r.value(), StandardCharsets.UTF_8)))
            .toList();
    harness.getOutput().clear();
    return published;
  }

  private void arrives(String key, @Nullable String text) throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(DecideHarness.update(key, offset++, text)));
  }

  @Test
  void aTenantThatRefusesEverybodyIsSwitchedOnce() throws Exception {
    ticks("calm", 200, CountedOutcome.ADMITTED, true);
    ticks("t", 60, CountedOutcome.REFUSED, true);
    List<String> published = published();
    assertThat(published).hasSize(1);
    assertThat(published.get(0)).startsWith("/breaker/t {\"mode\":\"observe\",\"reason\":\"30 ses");
    ticks("", 60, CountedOutcome.REFUSED, true);
    assertThat(published()).allMatch(record -> record.startsWith("/breaker {"));
  }

  @Test
  void whatIsOnlyObservedDoesNotTripIt() throws Exception {
    ticks("t", 300, CountedOutcome.REFUSED, false);
    assertThat(published()).isEmpty();
  }

  @Test
  void itsCountsSurviveARestart() throws Exception {
    ticks("t", 20, CountedOutcome.REFUSED, true);
    OperatorSubtaskState state = harness.snapshot(1, now);
    harness.close();
    harness = open(state);
    ticks("t", 9, CountedOutcome.REFUSED, true);
    assertThat(published()).isEmpty();
    ticks("t", 1, CountedOutcome.REFUSED, true);
    assertThat(published()).hasSize(1);
  }

  @Test
  void aPersonTakesItBackAndItCountsAnew() throws Exception {
    ticks("t", 60, CountedOutcome.REFUSED, true);
    String record = published().get(0);
    arrives("/breaker/t", record.substring(record.indexOf('{')));
    ticks("t", 200, CountedOutcome.REFUSED, false);
    assertThat(published()).isEmpty();
    arrives("/breaker/t", null);
    ticks("t", 29, CountedOutcome.REFUSED, true);
    assertThat(published()).as("the window is empty").isEmpty();
    ticks("t", 1, CountedOutcome.REFUSED, true);
    assertThat(published()).as("nothing was mended").hasSize(1);
  }

  @Test
  void itTakesItselfBackWhenAllHasLongBeenAsUsual() throws Exception {
    ticks("t", 60, CountedOutcome.REFUSED, true);
    String record = published().get(0);
    arrives("/breaker/t", record.substring(record.indexOf('{')));
    ticks("t", 120, CountedOutcome.REFUSED, false);
    assertThat(published()).isEmpty();
    ticks("t", 4 * 120 + 40, CountedOutcome.ADMITTED, false);
    assertThat(published())
        .as("repeated until it comes back")
        .isNotEmpty()
        .allMatch(released -> released.equals("/breaker/t"));
  }

  @Test
  void aPersonMayHoldItBack() throws Exception {
    arrives("/breaker/t", "{\"mode\": \"enforce\", \"reason\": \"a raid, not a bug\"}");
    ticks("t", 300, CountedOutcome.REFUSED, true);
    assertThat(published()).isEmpty();
  }
}
