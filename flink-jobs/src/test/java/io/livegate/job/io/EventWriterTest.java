package io.livegate.job.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.frame.SessionKey;
import io.livegate.policy.Condition;
import io.livegate.policy.Effect;
import io.livegate.policy.Mode;
import io.livegate.policy.Policy;
import io.livegate.policy.Task;
import io.livegate.policy.challenge.Challenge;
import io.livegate.policy.challenge.ChallengeReason;
import io.livegate.policy.challenge.Closing;
import io.livegate.policy.challenge.Colour;
import io.livegate.policy.challenge.Verifier;
import io.livegate.policy.decide.Automation;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.decide.Fired;
import io.livegate.policy.decide.SessionSummary;
import io.livegate.policy.evidence.Outcome;
import io.livegate.policy.read.PolicyFile;
import io.livegate.policy.read.PolicyParser;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.FrameFate;
import io.livegate.signal.Lane;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventWriterTest {

  private static final SessionKey KEY = new SessionKey("tenant", "a session/1");
  private static final EventContext MEDIA = new EventContext(KEY, null, null, List.of(), null);
  private static final EventContext LIVE =
      new EventContext(KEY, "call", "device", List.of(Lane.DEEPFAKE), 1_700_000_000_500L);

  private final EventWriter writer = new EventWriter();

  @ParameterizedTest
  @EnumSource(Effect.class)
  void everyActionFitsItsSchema(Effect effect) {
    EventSchemas.check(writer.action(decision(effect, Mode.ENFORCE), MEDIA));
    EventSchemas.check(writer.action(decision(effect, Mode.OBSERVE), LIVE));
  }

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void everyVerdictHasACategoryTheSchemaKnows(Verdict verdict) {
    Decision base = decision(Effect.REFUSE, Mode.ENFORCE);
    Decision decision =
        new Decision(
            base.effect(),
            base.ruleId(),
            base.mode(),
            verdict,
            base.atMillis(),
            0,
            false,
            List.of(ReasonCode.values()),
            List.of(),
            List.of(),
            "p",
            1,
            null,
            Automation.FULLY);

    EventSchemas.check(writer.action(decision, MEDIA));
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void everyTypeHasASchema(EventType type) {
    assertThat(getClass().getClassLoader().getResource(type.schemaResource())).isNotNull();
  }

  @Test
  void theSchemaRefusesAnEventThatSaysTooLittle() {
    byte[] event = writer.action(decision(Effect.REFUSE, Mode.ENFORCE), MEDIA);
    String without =
        new String(event, StandardCharsets.UTF_8)
            .replaceFirst("\"statement\":\"[^\"]*\"", "\"x\":1");

    assertThatThrownBy(() -> EventSchemas.check(without.getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("statement");
  }

  @Test
  void onlyWhoIsCoachedIsToldWhatToDo() {
    JsonNode coached =
        EventSchemas.check(writer.action(decision(Effect.COACH, Mode.ENFORCE), LIVE));
    assertThat(coached.path("data").path("hint").asText()).isEqualTo("SHOW_FACE");
    JsonNode refused =
        EventSchemas.check(writer.action(decision(Effect.REFUSE, Mode.ENFORCE), LIVE));
    assertThat(refused.path("data").has("hint")).isFalse();
  }

  @Test
  void anActionExplainsItself() {
    JsonNode event = EventSchemas.check(writer.action(decision(Effect.REFUSE, Mode.ENFORCE), LIVE));

    assertThat(event.path("type").asText()).isEqualTo("io.livegate.session.refused");
    assertThat(event.path("subject").asText()).isEqualTo("a session/1");
    assertThat(OffsetDateTime.parse(event.path("time").asText()).toInstant().toEpochMilli())
        .as("the broker's time")
        .isEqualTo(1_700_000_000_000L);
    JsonNode data = event.path("data");
    assertThat(data.path("decisionMillis").asLong()).isEqualTo(500);
    assertThat(data.path("call").asText()).isEqualTo("call");
    assertThat(data.path("unavailableLanes").toString()).isEqualTo("[\"deepfake\"]");
    assertThat(data.path("policy").toString()).isEqualTo("{\"id\":\"p\",\"version\":3}");
    assertThat(data.path("evidence").get(0).path("signal").asText()).isEqualTo("face.present");
    assertThat(data.path("statement").asText())
        .isEqualTo(
            "The session was refused (NO_FACE) by rule 'no-face' because face.present was below"
                + " 0.5 in 12 of 16 frames within 1500 ms.");
  }

  @Test
  void aRefusalForWantOfAModelIsNotPutDownToWhatSpokeForAdmission() {
    Decision decision = plain(Effect.REFUSE, Mode.ENFORCE, ReasonCode.MODEL_UNAVAILABLE);
    JsonNode event = EventSchemas.check(writer.action(decision, LIVE));

    assertThat(event.path("data").path("statement").asText())
        .endsWith("because a model that the policy insists on was not there.");
  }

  @Test
  void aTaskIsDescribedAndSoIsItsEnd() {
    Closing end =
        new Closing(
            ChallengeReason.WRONG_DIRECTION,
            "ready",
            2100,
            21,
            Map.of("furthest", 3.0, "opposite", -41.5),
            Map.of("deepfake.fake.max", 0.7));

    JsonNode asked = EventSchemas.check(writer.action(challenged(null), MEDIA));
    JsonNode closed = EventSchemas.check(writer.action(challenged(end), LIVE));

    assertThat(asked.path("type").asText()).isEqualTo("io.livegate.session.challenged");
    JsonNode task = asked.path("data").path("challenge");
    assertThat(task.path("task").asText()).isEqualTo("turn-left");
    assertThat(task.path("towards").asText()).isEqualTo("right");
    assertThat(task.has("result")).isFalse();
    assertThat(closed.path("type").asText()).isEqualTo("io.livegate.session.challenge.closed");
    assertThat(closed.path("data").path("challenge").path("result").asText()).isEqualTo("failed");
    assertThat(closed.path("data").path("challenge").path("watched").toString())
        .isEqualTo("{\"deepfake.fake.max\":0.7}");
    assertThat(closed.path("data").path("statement").asText())
        .isEqualTo("The task turn-left was not passed: the face turned to the other side.");
  }

  @ParameterizedTest
  @EnumSource(ChallengeReason.class)
  void everyEndFitsTheSchema(ChallengeReason why) {
    EventSchemas.check(
        writer.action(challenged(new Closing(why, "start", 0, 0, Map.of(), Map.of())), MEDIA));
  }

  @Test
  void aColourTaskSaysWhichColoursAndHowLong() {
    Challenge colours =
        new Challenge(
            2,
            1,
            Task.FOLLOW_COLOUR,
            null,
            List.of(Colour.WHITE, Colour.RED, Colour.BLUE),
            9000,
            10_000,
            false,
            null);

    JsonNode task =
        EventSchemas.check(writer.action(challenged(colours, Mode.ENFORCE), MEDIA))
            .path("data")
            .path("challenge");

    assertThat(task.path("colours").toString()).isEqualTo("[\"white\",\"red\",\"blue\"]");
    assertThat(task.path("eachMillis").asLong()).isGreaterThanOrEqualTo(1000);
  }

  @Test
  void whatIsOnlyObservedSaysSo() {
    JsonNode event = EventSchemas.check(writer.action(decision(Effect.BAN, Mode.OBSERVE), MEDIA));

    assertThat(event.path("data").path("statement").asText())
        .startsWith("The device would have been banned");
  }

  @Test
  void inMediaTimeTheSameDecisionGivesTheSameBytes() {
    byte[] once = writer.action(decision(Effect.ADMIT, Mode.ENFORCE), MEDIA);
    byte[] again = new EventWriter().action(decision(Effect.ADMIT, Mode.ENFORCE), MEDIA);

    assertThat(once).isEqualTo(again);
    JsonNode event = EventSchemas.check(once);
    assertThat(event.has("time")).isFalse();
    assertThat(event.path("data").has("decisionMillis")).isFalse();
  }

  @Test
  void idsAreTheHashOfTenantSessionEffectAndOrdinal() {
    String id = idOf(decision(Effect.ADMIT, Mode.ENFORCE));

    assertThat(id).isEqualTo(Envelope.hash("tenant", "a session/1", "admit", "2"));
    assertThat(id).isNotEqualTo(idOf(decision(Effect.REFUSE, Mode.ENFORCE)));
  }

  @Test
  void theLastWordCarriesTheWholeAccount() {
    FrameCounts frames =
        FrameCounts.of(FrameFate.JUDGED).plus(FrameFate.SKIPPED).plus(FrameFate.LOST);
    SessionSummary summary =
        new SessionSummary(
            Outcome.ADMITTED,
            true,
            Verdict.LIVE,
            1300L,
            List.of(),
            frames,
            Map.of("face.present", 1.0));

    JsonNode data = EventSchemas.check(writer.ended(summary, 1, 9000, MEDIA)).path("data");

    assertThat(data.path("outcome").asText()).isEqualTo("admitted");
    assertThat(data.path("frames").path("received").asLong()).isEqualTo(3);
    assertThat(data.path("frames").path("lost").asLong()).isEqualTo(1);
    assertThat(data.path("scores").path("face.present").asDouble()).isEqualTo(1);
  }

  @Test
  void anUndecidedSessionHasNoTimeOfDecision() {
    SessionSummary summary =
        new SessionSummary(
            Outcome.UNDECIDED,
            false,
            Verdict.UNSURE,
            null,
            List.of(ReasonCode.UNREADABLE),
            FrameCounts.ZERO,
            Map.of());

    JsonNode data = EventSchemas.check(writer.ended(summary, 0, 0, MEDIA)).path("data");

    assertThat(data.path("decidedAtMillis").isNull()).isTrue();
  }

  @Test
  void aSilenceAndItsEndFitTheirSchemasAndCountTheSilences() {
    JsonNode lost = EventSchemas.check(writer.lost(true, 2, 10_000, LIVE));
    JsonNode back = EventSchemas.check(writer.resumed(false, 2, 60_000, LIVE));
    assertThat(lost.path("type").asText()).isEqualTo("io.livegate.stream.lost");
    assertThat(back.path("data").path("silence").asInt()).isEqualTo(2);
    assertThat(EventSchemas.check(writer.lost(true, 3, 1, LIVE)).path("id"))
        .isNotEqualTo(lost.path("id"));
  }

  @Test
  void policyEventsFitTheirSchemas() throws Exception {
    Policy policy = PolicyParser.parse(PolicyFile.bundled().text(), "default.yaml");
    PolicyEvents.About all = new PolicyEvents.About("topic/0/1", null, null, null, "ann", 1L);
    PolicyEvents.About one = new PolicyEvents.About("topic/0/2", "tenant", "EU", null, null, null);
    JsonNode applied = EventSchemas.check(PolicyEvents.applied(policy, all));
    assertThat(applied.path("data").path("author").asText()).isEqualTo("ann");
    EventSchemas.check(PolicyEvents.switched("breaker", "too many", policy.observed(), all));
    JsonNode rejected = EventSchemas.check(PolicyEvents.rejected(List.of("a", "b"), policy, one));
    JsonNode back = EventSchemas.check(PolicyEvents.switched("operator", null, policy, one));
    assertThat(rejected.path("data").path("problems")).hasSize(2);
    assertThat(back.path("data").path("thrown").asBoolean()).isFalse();
    assertThat(back.path("data").path("tenant").asText()).isEqualTo("tenant");
  }

  private String idOf(Decision decision) {
    return EventSchemas.check(writer.action(decision, MEDIA)).path("id").asText();
  }

  private static Decision challenged(Closing closing) {
    Challenge challenge =
        new Challenge(
            1, 1, Task.TURN_LEFT, Verifier.Edge.RIGHT, List.of(), 8000, 10_000, true, closing);
    return challenged(challenge, Mode.ENFORCE);
  }

  private static Decision challenged(Challenge challenge, Mode mode) {
    Decision base = plain(Effect.CHALLENGE, mode);
    return new Decision(
        base.effect(),
        base.ruleId(),
        base.mode(),
        base.verdict(),
        base.atMillis(),
        base.ordinal(),
        base.admitted(),
        base.reasons(),
        base.evidence(),
        base.models(),
        base.policyId(),
        base.policyVersion(),
        base.layers(),
        base.expiresAtMillis(),
        base.automation(),
        challenge);
  }

  private static Decision decision(Effect effect, Mode mode) {
    if (effect == Effect.CHALLENGE) {
      return challenged(
          new Challenge(1, 1, Task.BLINK_TWICE, null, List.of(), 8000, 10_000, true, null), mode);
    }
    return plain(effect, mode);
  }

  private static Decision plain(Effect effect, Mode mode) {
    return plain(effect, mode, ReasonCode.NO_FACE);
  }

  private static Decision plain(Effect effect, Mode mode, ReasonCode reason) {
    return new Decision(
        effect,
        "no-face",
        mode,
        Verdict.NO_FACE,
        1_700_000_000_000L,
        2,
        false,
        List.of(reason),
        List.of(
            new Fired(
                "face.present", Condition.Comparison.BELOW, 0.5, 0, 12, 16, 12, 16, 100, 1600)),
        List.of(new ModelStamp("yunet-n", "1", "ab", "yunet")),
        "p",
        3,
        effect == Effect.BAN ? 1_800_000_000_000L : null,
        Automation.FULLY);
  }
}
