package io.livegate.job.decide;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.job.decide.DecideHarness.Shows;
import io.livegate.job.io.OutputRecord;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.read.PolicyParser;
import io.livegate.replay.Clock;
import io.livegate.replay.Replay;
import io.livegate.replay.Replayed;
import io.livegate.signal.Signals;
import io.livegate.signal.SignalsJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a job hears that people are there to review, and what stays of it in its signals. */
class ReviewersOnShiftTest {

  private static final long HOUR = 3_600_000;

  /** A session without anybody to see is put out by night, and shown to a human by day. */
  private static final String DAY_AND_NIGHT =
      DecideHarness.POLICY.replace(
          """
              effect: disconnect
              verdict: NO_FACE
              reason: NO_FACE
          """,
          """
              reviewers: absent
              effect: disconnect
              verdict: NO_FACE
              reason: NO_FACE
            - id: gone-by-day
              phase: admitted
              reviewers: on-shift
              when: [{signal: face.present, below: 0.5, hits: 3, of: 4, within: 60s}]
              effect: review
              verdict: NO_FACE
          """);

  @Test
  void aShiftHoldsForRunningSessionsUntilItIsOver() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.publish("default", DAY_AND_NIGHT);
      for (String session : List.of("by day", "by night")) {
        job.frames("t", session, 5, 100, Shows.PERSON);
      }
      job.events();

      job.publish("/reviewers", shift(job.now + HOUR));
      JsonNode changed = job.events().get(0);
      assertThat(changed.path("type").asText()).isEqualTo("io.livegate.reviewers.changed");
      assertThat(changed.path("data").path("untilMillis").asLong()).isEqualTo(job.now + HOUR);
      job.frames("t", "by day", 3, 100, Shows.NOBODY);
      assertThat(job.told()).containsExactly("review.requested enforce");

      job.restartAfter(1_000);
      job.frames("t", "by day", 1, 100, Shows.NOBODY);
      assertThat(job.told()).as("it is known after a restart").isEmpty();

      job.pass(HOUR);
      job.frames("t", "by night", 6, 100, Shows.NOBODY);
      assertThat(job.told()).contains("session.disconnected enforce");
    }
  }

  @Test
  void thePeopleOfATenantLookAtItsSessionsOnly() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.publish("default", DAY_AND_NIGHT);
      job.publish("/reviewers/acme", shift(job.now + HOUR));
      assertThat(job.events().get(1).path("data").path("tenant").asText()).isEqualTo("acme");
      for (String tenant : List.of("acme", "other")) {
        job.frames(tenant, "s", 5, 100, Shows.PERSON);
        job.told();
        job.frames(tenant, "s", 3, 100, Shows.NOBODY);
        assertThat(job.told())
            .containsExactly(
                tenant.equals("acme")
                    ? "review.requested enforce"
                    : "session.disconnected enforce");
      }
      job.publish("/reviewers/acme", null);
      assertThat(job.events().get(0).path("data").has("untilMillis")).isFalse();
      job.frames("acme", "t", 5, 100, Shows.PERSON);
      job.told();
      job.frames("acme", "t", 3, 100, Shows.NOBODY);
      assertThat(job.told()).containsExactly("session.disconnected enforce");
    }
  }

  @Test
  void aBadRecordIsRejectedWithAllItsProblems() {
    PolicyUpdate bad = DecideHarness.update("/reviewers", 0, "{\"until\": \"tomorrow\"}");
    assertThat(bad.problems())
        .satisfiesExactly(
            p -> assertThat(p).contains("untilMillis", "epoch milliseconds"),
            p -> assertThat(p).contains("until: unknown"));
    List<String> tooLong = new ArrayList<>();
    ReviewShift.parse(shift(25 * HOUR), 0, tooLong);
    assertThat(tooLong).singleElement().asString().contains("more than 24 h away");
  }

  @Test
  void whatWasDecidedByDayIsDecidedAgainFromTheSignalsAlone() throws Exception {
    List<Signals> recorded = new ArrayList<>();
    try (DecideHarness job = new DecideHarness()) {
      job.publish("default", DAY_AND_NIGHT);
      job.frames("t", "s", 5, 100, Shows.PERSON);
      job.publish("/reviewers", shift(job.now + HOUR));
      job.frames("t", "s", 6, 100, Shows.NOBODY);
      for (OutputRecord record : job.written()) {
        if (record.target() == OutputRecord.Target.SIGNALS) {
          recorded.add(read(record));
        }
      }
    }
    assertThat(recorded).extracting(Signals::reviewers).containsSubsequence(false, true);

    List<Replayed> replayed = new ArrayList<>();
    Replay replay =
        new Replay(Clock.BROKER, PolicyParser.parse(DAY_AND_NIGHT, "again"), null, replayed::add);
    recorded.forEach(replay::take);
    replay.end();
    assertThat(replayed)
        .singleElement()
        .satisfies(
            session ->
                assertThat(session.now().decisions())
                    .extracting(Decision::ruleId)
                    .containsExactly("let-in", "gone-by-day"));
  }

  private static Signals read(OutputRecord record) {
    try {
      return SignalsJson.read(record.value());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String shift(long untilMillis) {
    return new ReviewShift(untilMillis).text();
  }
}
