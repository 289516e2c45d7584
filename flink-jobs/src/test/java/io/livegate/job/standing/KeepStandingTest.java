package io.livegate.job.standing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.job.TwoInputs;
import io.livegate.job.config.ReviewSettings;
import io.livegate.job.config.StatementSettings;
import io.livegate.job.decide.SideOutputs;
import io.livegate.job.io.EventSchemas;
import io.livegate.job.io.OutputRecord;
import io.livegate.job.metrics.MetricValues;
import io.livegate.policy.Effect;
import io.livegate.policy.standing.Restriction;
import io.livegate.policy.standing.Review;
import io.livegate.policy.standing.Review.Outcome;
import io.livegate.policy.standing.StrikeTerms;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepStandingTest {

  private static final long START = 1_720_000_000_000L;
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final StrikeTerms TERMS = new StrikeTerms(3, 30 * DAY, 7 * DAY, false);

  private final MetricValues values = new MetricValues();
  private final List<JsonNode> events = new ArrayList<>();
  private long now = START;
  private int records;
  private KeyedTwoInputStreamOperatorTestHarness<String, Restriction, ReviewRecord, OutputRecord>
      harness;

  @BeforeEach
  void open() throws Exception {
    harness = open(null);
  }

  private KeyedTwoInputStreamOperatorTestHarness<String, Restriction, ReviewRecord, OutputRecord>
      open(@Nullable OperatorSubtaskState state) throws Exception {
    var opened =
        TwoInputs.open(
            new KeepStanding(new ReviewSettings(Duration.ofDays(184)), StatementSettings.DEFAULT) {
              @Override
              MetricGroup group() {
                return values;
              }
            },
            KeepStanding::about,
            ReviewRecord::about,
            now,
            state);
    opened.setStateTtlProcessingTime(now);
    return opened;
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void threeStrikesBanAndTheBanEndsByItselfAlsoAcrossARestart() throws Exception {
    disconnected("a", "s1", "d");
    restart(0);
    disconnected("b", "s2", "d");
    disconnected("c", "s3", "d");

    JsonNode banned = events().get(0).path("data");
    assertThat(types()).containsExactly("device.banned");
    assertThat(banned.path("strikes"))
        .extracting(it -> it.path("id").asText())
        .containsExactly("a", "b", "c");
    assertThat(banned.path("expiresAtMillis").asLong()).isEqualTo(now + 7 * DAY);
    assertThat(banned.path("statementOfReasons").path("facts").asText())
        .contains("the last of 3 sessions");
    assertThat(harness.getSideOutput(SideOutputs.ACTIONS)).as("to be acknowledged").hasSize(1);
    assertThat(values.value("livegate.strikes")).isEqualTo(2); // of this life

    restart(8 * DAY);
    assertThat(types()).containsExactly("device.banned", "device.unbanned");
    assertThat(events().get(1).path("data").path("why").asText()).isEqualTo("expired");
    restart(30 * DAY);
    assertThat(types()).hasSize(2);
  }

  @Test
  void anotherDeviceAnotherTenantAndNobodysDeviceAreNotTheSame() throws Exception {
    disconnected("a", "s1", "d");
    disconnected("b", "s2", "e");
    disconnected("c", "s3", null);
    take(action("d", "other", "s4", "d"));

    assertThat(types()).isEmpty();
    reviewed("c", "s3", null);
    assertThat(types())
        .as("without a device it can still be taken back")
        .containsExactly("review.recorded", "action.superseded");
  }

  @Test
  void anOverturnedStrikeLiftsTheBanAndSayingItAgainIsOnlyRecorded() throws Exception {
    disconnected("a", "s1", "d");
    disconnected("b", "s2", "d");
    disconnected("c", "s3", "d");
    reviewed("a", "s1", "d");

    List<String> once =
        List.of(
            "device.banned",
            "review.recorded",
            "action.superseded",
            "action.superseded",
            "device.unbanned");
    assertThat(types()).containsExactlyElementsOf(once);
    restart(0);
    reviewed("a", "s1", "d");
    reviewed("nothing", "s1", "d");
    restart(30 * DAY);

    assertThat(types()).hasSize(7).startsWith(once.toArray(new String[0]));
    assertThat(events().get(5).path("data").path("result").asText()).isEqualTo("unchanged");
    assertThat(events().get(6).path("data").path("result").asText()).isEqualTo("unknown");
    assertThat(events().stream().map(it -> it.path("id").asText())).doesNotHaveDuplicates();
  }

  @Test
  void aRecordThatIsNoReviewIsToldOf() throws Exception {
    harness.processElement2(
        new StreamRecord<>(new ReviewRecord(null, "r/0/1", List.of("it is not JSON"))));

    assertThat(types()).containsExactly("review.rejected");
    assertThat(values.value("livegate.result.rejected.reviews")).isEqualTo(1);
    assertThat(harness.numKeyedStateEntries()).isZero();
  }

  @Test
  void whatIsOverIsForgotten() throws Exception {
    disconnected("a", "s1", "d");
    restart(200 * DAY);
    disconnected("b", "s2", "d");
    reviewed("a", "s1", "d");

    assertThat(events().get(0).path("data").path("result").asText()).isEqualTo("unknown");
  }

  @Test
  void aBanWithoutEndCanBeLiftedForAsLongAsItLasts() throws Exception {
    disconnected("a", "s1", "d");
    bannedForEver("a", "s1", "d");
    String ban = events().get(2).path("id").asText();
    restart(185 * DAY);
    restart(185 * DAY);
    reviewed(ban, "s1", "d");

    assertThat(types().subList(3, 6))
        .containsExactly("review.recorded", "action.superseded", "device.unbanned");
    restart(DAY);
    reviewed("a", "s1", "d");
    assertThat(events().get(6).path("data").path("result").asText())
        .as("nothing rests on it any more")
        .isEqualTo("unknown");
  }

  @Test
  void whatABanRestedOnIsNotKeptForLongerBecauseOfIt() throws Exception {
    disconnected("a", "s1", "d");
    disconnected("b", "s2", "d");
    disconnected("c", "s3", "d");
    restart(8 * DAY);
    assertThat(types()).containsExactly("device.banned", "device.unbanned");
    restart(177 * DAY);
    restart(0); // with a savepoint after it all has expired

    assertThat(harness.numKeyedStateEntries()).isZero();
    reviewed("a", "s1", "d");
    assertThat(events().get(2).path("data").path("result").asText()).isEqualTo("unknown");
  }

  private void restart(long awayMillis) throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, now);
    events();
    harness.close();
    now += awayMillis;
    harness = open(state);
    harness.setProcessingTime(now + 1);
  }

  private void disconnected(String id, String session, @Nullable String device) throws Exception {
    take(action(id, "t", session, device));
  }

  private void take(Restriction action) throws Exception {
    harness.processElement1(new StreamRecord<>(action));
  }

  private void reviewed(String id, String session, @Nullable String device) throws Exception {
    String origin = "r/0/" + records++;
    Review review =
        new Review(id, "t", session, device, Outcome.OVERTURNED, "ann", now, "note", false, origin);
    harness.processElement2(new StreamRecord<>(new ReviewRecord(review, origin, List.of())));
  }

  private void bannedForEver(String id, String session, String device) throws Exception {
    for (String by : List.of("ann", "bob")) {
      String origin = "r/0/" + records++;
      Review review =
          new Review(id, "t", session, device, Outcome.UPHELD, by, now, "note", true, origin);
      harness.processElement2(new StreamRecord<>(new ReviewRecord(review, origin, List.of())));
    }
  }

  private Restriction action(String id, String tenant, String session, @Nullable String device) {
    return new Restriction(
        id,
        tenant,
        session,
        null,
        device,
        Effect.DISCONNECT,
        "explicit",
        Verdict.EXPLICIT,
        List.of(ReasonCode.EXPLICIT),
        "policy",
        1,
        List.of(),
        now,
        true,
        null,
        TERMS);
  }

  /** All so far, each held against its schema. */
  private List<JsonNode> events() {
    for (Object record = harness.getOutput().poll();
        record != null;
        record = harness.getOutput().poll()) {
      events.add(
          EventSchemas.check(((OutputRecord) ((StreamRecord<?>) record).getValue()).value()));
    }
    return events;
  }

  private List<String> types() {
    return events().stream()
        .map(it -> it.path("type").asText().replace("io.livegate.", ""))
        .toList();
  }
}
