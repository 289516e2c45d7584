package io.livegate.job;

import static io.livegate.job.PipelineFixture.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What changes while sessions run: the policy, the breaker, and streams that come and go. */
@Timeout(180)
class LivePolicyIT {

  private static final PipelineConfig LIVE =
      PipelineConfigParser.parse(
          """
          sampling: {gatePerSecond: 200, gateDuration: 10m}
          scheduler: {maxFrameAge: 1m, maxWait: 1m}
          checkpoint: {interval: 200ms, parallelism: 2}
          policy:
            streamLost: 3s
            breaker: {window: 1m, minimum: 10}
          """,
          "live");

  private long seq;

  @Test
  void policiesSwitchesAndStreamsChangeWhileSessionsRun() {
    try (PipelineFixture pipeline = new PipelineFixture(LIVE)) {
      feed(pipeline, 2, 1, FakeJudge.PERSON, () -> has(pipeline, 2, "session.admitted"));

      aPolicyIsInForceAtOnce(pipeline);
      aStreamThatStopsIsLostAndComesBack(pipeline);
      theBreakerStopsEnforcingUntilAPersonResetsIt(pipeline);
    }
  }

  private void aPolicyIsInForceAtOnce(PipelineFixture pipeline) {
    pipeline.publishPolicy("default", PipelineFixture.POLICY.replace("version: 1", "version: 2"));
    long published = System.currentTimeMillis();
    others(pipeline, () -> policyEvents(pipeline, "applied").size() == 1);
    JsonNode applied = policyEvents(pipeline, "applied").get(0);
    long after = Instant.parse(applied.path("time").asText()).toEpochMilli() - published;
    // In truth well under a second; a loaded machine is given time.
    assertThat(after).isLessThan(10_000);
    feed(pipeline, 3, 1, FakeJudge.PERSON, () -> has(pipeline, 3, "session.admitted"));
    JsonNode admitted = pipeline.events.get("session 3").get(0).path("data");
    assertThat(admitted.path("policy").path("version").asInt()).isEqualTo(2);
  }

  private void aStreamThatStopsIsLostAndComesBack(PipelineFixture pipeline) {
    others(pipeline, () -> has(pipeline, 2, "stream.lost"));
    feed(pipeline, 2, 1, FakeJudge.PERSON, () -> has(pipeline, 2, "stream.resumed"));
    assertThat(pipeline.typesOf(session(2)))
        .containsExactly("session.admitted", "stream.lost", "stream.resumed");
  }

  private void theBreakerStopsEnforcingUntilAPersonResetsIt(PipelineFixture pipeline) {
    feed(pipeline, 100, 30, FakeJudge.NOBODY, () -> policyEvents(pipeline, "switched").size() >= 2);
    assertThat(policyEvents(pipeline, "switched"))
        .allSatisfy(
            event -> {
              assertThat(event.path("data").path("by").asText()).isEqualTo("breaker");
              assertThat(event.path("data").path("mode").asText()).isEqualTo("observe");
              assertThat(event.path("data").path("reason").asText()).contains("were refused");
            });
    assertThat(modeOfRefusal(pipeline, 200)).isEqualTo("observe");

    pipeline.publishPolicy("/breaker", null);
    pipeline.publishPolicy("/breaker/tenant", null);
    others(pipeline, () -> policyEvents(pipeline, "switched").size() >= 4);
    assertThat(modeOfRefusal(pipeline, 201)).isEqualTo("enforce");
  }

  private String modeOfRefusal(PipelineFixture pipeline, int session) {
    feed(pipeline, session, 1, FakeJudge.NOBODY, () -> has(pipeline, session, "session.refused"));
    return pipeline.events.get("session " + session).stream()
        .filter(event -> event.path("type").asText().endsWith("refused"))
        .findFirst()
        .map(event -> event.path("data").path("mode").asText())
        .orElse("none");
  }

  private static boolean has(PipelineFixture pipeline, int session, String type) {
    return pipeline.typesOf(session(session)).contains(type);
  }

  private static List<JsonNode> policyEvents(PipelineFixture pipeline, String type) {
    return pipeline.events.getOrDefault("policy", List.of()).stream()
        .filter(event -> event.path("type").asText().equals("io.livegate.policy." + type))
        .toList();
  }

  /** Somebody is always heard of, so that a silence of others is theirs. */
  private void others(PipelineFixture pipeline, BooleanSupplier until) {
    feed(pipeline, 0, 0, FakeJudge.PERSON, until);
  }

  /** Frames of so many sessions, and of some that are always there. */
  private void feed(
      PipelineFixture pipeline, int first, int count, int what, BooleanSupplier until) {
    pipeline.await(
        () -> {
          for (int s = 1000; s < 1008; s++) {
            pipeline.send(session(s), seq++, System.currentTimeMillis(), FakeJudge.PERSON);
          }
          for (int s = first; s < first + count; s++) {
            pipeline.send(session(s), seq++, System.currentTimeMillis(), what);
          }
          return until.getAsBoolean();
        });
  }
}
