package io.livegate.job.decide;

import static io.livegate.job.decide.DecideHarness.POLICY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.job.decide.DecideHarness.Shows;
import io.livegate.policy.breaker.CountedOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivePolicyTest {

  private static final String SECOND = POLICY.replace("version: 1", "version: 2");
  private static final String OBSERVE = "{\"mode\": \"observe\", \"reason\": \"a drill\"}";

  @Test
  void aPublishedPolicyDecidesSessionsThatAreRunning() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.frames("t", "s", 4, 100, Shows.PERSON);
      job.publish("default", SECOND);
      job.frames("t", "s", 1, 100, Shows.PERSON);

      List<JsonNode> events = job.events();
      assertThat(events.get(0).path("type").asText()).isEqualTo("io.livegate.policy.applied");
      JsonNode admitted = events.get(1).path("data");
      assertThat(admitted.path("effect").asText()).as("%s", events).isEqualTo("admit");
      assertThat(admitted.path("policy").path("version").asInt()).isEqualTo(2);
    }
  }

  @Test
  void aBadPolicyIsRejectedWithEveryProblemAndChangesNothing() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.publish("default", SECOND);
      job.publish("default", "id: bad\nversion: none\nrules: 7\n");
      job.publish("two words", SECOND);
      job.publish("/observe", "{\"mode\": \"enforce\", \"who\": \"me\"}");

      List<JsonNode> events = job.events();
      assertThat(events).hasSize(4);
      JsonNode rejected = events.get(1).path("data");
      assertThat(rejected.path("problems").size()).as("%s", rejected).isGreaterThan(1);
      assertThat(rejected.path("inForce").path("version").asInt()).isEqualTo(2);
      assertThat(events.get(2).path("data").path("problems").toString()).contains("'two words'");
      assertThat(events.get(3).path("data").path("problems")).hasSize(3);
      job.frames("t", "s", 5, 100, Shows.PERSON);
      assertThat(job.told()).containsExactly("session.admitted enforce");
    }
  }

  @Test
  void aModelThatFailsAndAnOverloadMeanWhatEachTenantChose() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.publish("closed", open("refuse", "refuse"));
      job.publish("asking", open("review", "review"));
      job.publish("open", open("ignore", "admit-watched"));
      assertThat(job.events()).hasSize(3);

      for (String tenant : List.of("closed", "asking", "open", "unconcerned")) {
        job.frames(tenant, "failing", 12, 100, Shows.UNJUDGED_PERSON);
      }
      assertThat(job.told())
          .containsExactly(
              "session.refused enforce", "review.requested enforce", "session.admitted enforce");

      for (String tenant : List.of("closed", "asking", "open")) {
        job.frames(tenant, "rarely judged", 6, 2000, Shows.PERSON);
      }
      assertThat(job.events())
          .filteredOn(event -> event.path("data").path("session").asText().equals("rarely judged"))
          .extracting(event -> event.path("type").asText().replace("io.livegate.", ""))
          .filteredOn(type -> !type.equals("session.coached") && !type.equals("stream.lost"))
          .containsExactly("session.refused", "review.requested", "session.admitted");
    }
  }

  private static String open(String onUnavailable, String onTimeout) {
    return """
    id: chosen
    version: 1
    onUnavailable: {liveness: %s}
    gate: {timeout: 6s, onTimeout: %s}
    rules:
      - id: let-in
        phase: gate
        when:
          - {signal: face.present, atLeast: 1, hits: 5, of: 6, within: 5s}
          - {signal: liveness.live, atLeast: 0.5, hits: 5, of: 6, within: 5s}
        effect: admit
    """
        .formatted(onUnavailable, onTimeout);
  }

  @Test
  void settingsAreAppliedInLayersOrRejectedWithEveryProblem() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.publish("/settings", "sampling: {watchPerSecond: 2}\nlanes: {content: {enabled: false}}");
      job.publish("/settings/t", "sampling: {gatePerSecond: 5}\nlanes: {content: {enabled: true}}");
      job.publish(
          "/settings", "sampling: {watchPerSecond: 0}\nlanes: {face: {enabled: false}}\nface: 1");
      job.publish("/settings/t", null);
      job.publish("/settings/no tenant", "sampling: {watchPerSecond: 1}");

      List<JsonNode> events = job.events();
      assertThat(events)
          .extracting(event -> event.path("type").asText().replace("io.livegate.settings.", ""))
          .containsExactly("applied", "applied", "rejected", "applied", "rejected");
      JsonNode own = events.get(1).path("data");
      assertThat(own.path("tenant").asText()).isEqualTo("t");
      assertThat(own.path("settings").path("sampling").path("watchPerSecond").asDouble())
          .isEqualTo(2);
      assertThat(own.path("settings").path("sampling").path("gatePerSecond").asDouble())
          .isEqualTo(5);
      assertThat(own.path("settings").path("lanes").path("content").path("enabled").asBoolean())
          .isTrue();
      assertThat(events.get(2).path("data").path("problems")).hasSize(3);
      JsonNode back = events.get(3).path("data");
      assertThat(back.path("withdrawn").asBoolean()).isTrue();
      assertThat(back.path("settings").path("sampling").path("gatePerSecond").asDouble())
          .isEqualTo(10);
      assertThat(back.path("settings").path("lanes").path("content").path("enabled").asBoolean())
          .isFalse();
      assertThat(events.get(4).path("data").path("problems").toString()).contains("no tenant");

      job.frames("t", "s", 5, 100, Shows.PERSON);
      assertThat(job.told())
          .as("policies are as they were")
          .containsExactly("session.admitted enforce");
    }
  }

  @Test
  void aTenantHasItsOwnPolicyUntilItIsTakenBack() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.publish("default", SECOND);
      job.publish("mild", SECOND.replace("mode: enforce", "mode: observe"));
      assertThat(job.events().get(1).path("data").path("tenant").asText()).isEqualTo("mild");
      job.frames("mild", "1", 5, 100, Shows.NOBODY);
      job.frames("other", "1", 5, 100, Shows.NOBODY);
      assertThat(job.told()).containsExactly("session.refused observe", "session.refused enforce");

      job.publish("mild", null);
      JsonNode back = job.events().get(0).path("data");
      assertThat(back.path("policy").path("version").asInt()).isEqualTo(2);
      job.publish("default", null);
      back = job.events().get(0).path("data");
      assertThat(back.path("policy").path("version").asInt()).isEqualTo(1);
      assertThat(back.path("mode").asText()).isEqualTo("enforce");
      job.frames("mild", "2", 5, 100, Shows.NOBODY);
      assertThat(job.told()).containsExactly("session.refused enforce");
    }
  }

  @Test
  void theKillSwitchLetsNothingBeCarriedOutUntilItIsTakenBack() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.frames("t", "in", 5, 100, Shows.PERSON);
      job.publish("/observe", OBSERVE);
      assertThat(job.told()).containsExactly("session.admitted enforce", "policy.switched observe");
      job.frames("t", "in", 6, 1000, Shows.EXPLICIT);
      job.frames("t", "new", 5, 100, Shows.NOBODY);
      assertThat(job.told())
          .containsExactly("session.disconnected observe", "session.refused observe");

      job.publish("/observe", null);
      assertThat(job.told()).containsExactly("policy.switched enforce");
      job.frames("t", "in", 6, 1000, Shows.EXPLICIT);
      assertThat(job.told()).containsExactly("session.disconnected enforce");
    }
  }

  @Test
  void aSwitchOfOneTenantLeavesTheOthersAlone() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      job.publish("/observe/t", OBSERVE);
      job.publish("/breaker/u", OBSERVE);
      job.publish("/breaker/v", OBSERVE.replace("observe", "enforce"));
      job.told();
      for (String tenant : List.of("t", "u", "v", "w")) {
        job.frames(tenant, "s", 5, 100, Shows.NOBODY);
      }
      assertThat(job.told())
          .containsExactly(
              "session.refused observe",
              "session.refused observe",
              "session.refused enforce",
              "session.refused enforce");
    }
  }

  @Test
  void aRecordIsReportedByOneTaskOnceAndNotAgainAfterARestart() throws Exception {
    try (DecideHarness first = new DecideHarness();
        DecideHarness second = new DecideHarness(1, PolicyHistory.none())) {
      first.publish("default", SECOND);
      second.publish("default", SECOND);
      assertThat(first.told()).hasSize(1);
      assertThat(second.told()).isEmpty();

      first.restartAfter(1000);
      first.frames("t", "s", 5, 100, Shows.PERSON);
      List<JsonNode> events = first.events();
      assertThat(events).hasSize(1);
      assertThat(events.get(0).path("data").path("policy").path("version").asInt()).isEqualTo(2);
    }
  }

  @Test
  void whatWasPublishedBeforeTheJobBeganHoldsFromTheFirstFrameOn() throws Exception {
    List<PolicyUpdate> published =
        List.of(
            DecideHarness.update("default", 0, SECOND),
            DecideHarness.update("/observe", 1, OBSERVE),
            DecideHarness.update("default", 2, "not a policy"),
            DecideHarness.update("default", 3, null));
    try (DecideHarness job = new DecideHarness(0, () -> published)) {
      job.frames("t", "s", 5, 100, Shows.NOBODY);
      assertThat(job.told()).containsExactly("session.refused observe");
      // The stream of policies comes late and from the beginning: what was overtaken stays so.
      job.deliver(published.get(0));
      assertThat(job.told()).isEmpty();
      job.frames("t", "u", 5, 100, Shows.NOBODY);
      JsonNode refused = job.events().get(0).path("data");
      assertThat(refused.path("policy").path("version").asInt()).isEqualTo(1);
      job.restartAfter(1000);
      job.deliver(published.get(0));
      assertThat(job.told()).as("the stream is still behind").isEmpty();
      job.deliver(published.get(1));
      job.deliver(published.get(3));
      assertThat(job.told()).containsExactly("policy.switched observe", "policy.applied observe");
    }
  }

  @Test
  void aTopicThatWasMadeAnewIsFollowed() throws Exception {
    List<PolicyUpdate> published =
        List.of(
            DecideHarness.update("/observe", 40, OBSERVE),
            DecideHarness.update("/observe", 41, null),
            DecideHarness.update("default", 42, "not a policy"));
    try (DecideHarness job = new DecideHarness(0, () -> published)) {
      for (PolicyUpdate update : published) {
        job.deliver(update);
      }
      assertThat(job.told()).contains("policy.switched enforce");

      job.deliver(DecideHarness.update("/observe", 0, OBSERVE));
      assertThat(job.told()).containsExactly("policy.switched observe");
      job.deliver(DecideHarness.update("/observe", 1, null));
      assertThat(job.told()).containsExactly("policy.switched enforce");
      job.restartAfter(1000);
      job.deliver(DecideHarness.update("/observe", 0, OBSERVE));
      job.frames("t", "s", 5, 100, Shows.PERSON);
      assertThat(job.told()).containsExactly("policy.switched observe", "session.admitted observe");
    }
  }

  @Test
  void theBreakerHearsOfWhatIsCarriedOutAndNotOfRulesOnTrial() throws Exception {
    try (DecideHarness job = new DecideHarness()) {
      String trial = SECOND.replace("reason: NO_FACE\n  - id: gone", "mode: observe\n  - id: gone");
      job.publish("careful", trial);
      job.frames("careful", "s", 5, 100, Shows.NOBODY);
      assertThat(job.told()).contains("session.refused observe");
      assertThat(job.ticks()).isEmpty();
      job.frames("t", "s", 5, 100, Shows.NOBODY);
      assertThat(job.ticks())
          .containsExactly(
              new DecisionTick("t", CountedOutcome.REFUSED, true),
              new DecisionTick("", CountedOutcome.REFUSED, true));
    }
  }
}
