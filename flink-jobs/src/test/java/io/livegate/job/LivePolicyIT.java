package io.livegate.job;

import static io.livegate.job.PipelineFixture.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What changes while sessions run: the policy, the breaker, and streams that come and go. */
@Timeout(600)
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

  /** Whom the fake judge sees is one person, and one is too many there. */
  private static final String EU =
      """
      id: eu
      version: 1
      layer: {of: region}
      rules:
        - id: nobody-there-please
          phase: admitted
          when: [{signal: face.count, atLeast: 1, hits: 3, of: 4, within: 5s}]
          effect: disconnect
          verdict: OCCLUDED
          reason: SEVERAL_FACES
      """;

  private static final String EVERYBODY =
      EU.replace("id: eu", "id: everybody")
          .replace("{of: region}", "{of: experiment, share: 1}")
          .replace("nobody-there", "nor-anywhere");

  private long seq;

  @Test
  void policiesSwitchesAndStreamsChangeWhileSessionsRun() {
    try (PipelineFixture pipeline = new PipelineFixture(LIVE)) {
      feed(pipeline, 2, 1, FakeJudge.PERSON, () -> has(pipeline, 2, "session.admitted"));

      aPolicyIsInForceAtOnce(pipeline);
      aLayerDecidesRunningSessionsAtOnceAndABadOneNobody(pipeline);
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

  /** Two who were let in long ago, one of them in the layer's region. */
  private void aLayerDecidesRunningSessionsAtOnceAndABadOneNobody(PipelineFixture pipeline) {
    feedRegions(
        pipeline,
        () -> has(pipeline, 60, "session.admitted") && has(pipeline, 61, "session.admitted"));

    pipeline.publishPolicy("/region/EU", EU.replace("hits: 3", "hits: 1") + "off: [nowhere]\n");
    feedRegions(pipeline, () -> policyEvents(pipeline, "rejected").size() == 1);
    assertThat(policyEvents(pipeline, "rejected").get(0).path("data").path("problems"))
        .extracting(problem -> problem.asText())
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).contains("line 11", "'nowhere'"),
            problem -> assertThat(problem).contains("line 7", "a single frame"));
    assertThat(pipeline.typesOf(session(60))).containsExactly("session.admitted");

    pipeline.publishPolicy("/region/EU", EU);
    long published = System.currentTimeMillis();
    feedRegions(pipeline, () -> has(pipeline, 60, "session.disconnected"));
    JsonNode disconnected = pipeline.events.get("session 60").get(1).path("data");
    long after = disconnected.path("atMillis").asLong() - published;
    assertThat(after).as("in truth well under a second").isLessThan(10_000);
    assertThat(disconnected.path("policy").path("layers").toString())
        .isEqualTo("[{\"of\":\"region\",\"id\":\"eu\",\"version\":1}]");
    assertThat(pipeline.typesOf(session(61))).containsExactly("session.admitted");

    pipeline.publishPolicy("/experiment/everybody", EVERYBODY);
    feedRegions(pipeline, () -> has(pipeline, 61, "session.disconnected"));
    pipeline.publishPolicy("/experiment/everybody", null);
    pipeline.publishPolicy("/region/EU", null);
    feedRegions(pipeline, () -> policyEvents(pipeline, "applied").size() == 5);
  }

  private void feedRegions(PipelineFixture pipeline, BooleanSupplier until) {
    pipeline.await(
        () -> {
          sendFrom(pipeline, 60, "EU");
          sendFrom(pipeline, 61, "US");
          return until.getAsBoolean();
        });
  }

  private void sendFrom(PipelineFixture pipeline, int session, String region) {
    FrameHeader header =
        new FrameHeader(
            session(session),
            RecordKind.FRAME,
            null,
            null,
            seq++,
            System.currentTimeMillis(),
            Witness.SENDER,
            "image/jpeg",
            null,
            region);
    pipeline.send(new EncodedFrame(header, new byte[] {FakeJudge.PERSON}));
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
