package io.livegate.job.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.frame.SessionKey;
import io.livegate.job.config.StatementSettings;
import io.livegate.job.reasons.ReasonCategory;
import io.livegate.job.reasons.StatementOfReasons;
import io.livegate.policy.Effect;
import io.livegate.policy.Mode;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.decide.Fired;
import io.livegate.policy.decide.Hint;
import io.livegate.policy.decide.SessionSummary;
import io.livegate.signal.Lane;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.ReasonCode;
import java.util.List;
import java.util.Locale;

/**
 * Writes CloudEvents 1.0 in structured JSON. The same decision gives the same bytes: ids are hashes
 * of what the event is about, and clocks appear only where the context has one.
 */
public final class EventWriter {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final StatementOfReasons reasons;

  /** In English, with nothing said about where to object. */
  public EventWriter() {
    this(StatementSettings.DEFAULT);
  }

  public EventWriter(StatementSettings settings) {
    this.reasons = new StatementOfReasons(settings);
  }

  /** An enforcement event. */
  public byte[] action(Decision decision, EventContext context) {
    String id = actionId(context.key(), decision);
    ObjectNode data = session(context);
    data.put("effect", decision.effect().id());
    data.put("ruleId", decision.ruleId());
    data.put("verdict", decision.verdict().name());
    data.set("reasons", reasons(decision.reasons()));
    if (decision.effect() == Effect.COACH) {
      data.put("hint", Hint.of(decision.reasons()).name());
    }
    data.put("mode", decision.mode().name().toLowerCase(Locale.ROOT));
    data.put("admitted", decision.admitted());
    data.put("atMillis", decision.atMillis());
    Long now = context.nowMillis();
    if (now != null) {
      data.put("decisionMillis", Math.max(0, now - decision.atMillis()));
    }
    ArrayNode evidence = data.putArray("evidence");
    decision.evidence().forEach(fired -> evidence.add(evidence(fired)));
    ArrayNode models = data.putArray("models");
    decision.models().forEach(model -> models.add(model(model)));
    unavailable(data, context.unavailable());
    data.set(
        "policy",
        PolicyJson.name(decision.policyId(), decision.policyVersion(), decision.layers()));
    if (decision.expiresAtMillis() != null) {
      data.put("expiresAtMillis", decision.expiresAtMillis());
    }
    data.put("automation", decision.automation().name().toLowerCase(Locale.ROOT));
    if (decision.challenge() != null) {
      data.set("challenge", ChallengeJson.of(decision.challenge()));
    }
    data.put("reasonCategory", ReasonCategory.of(decision.verdict()).id());
    data.put("statement", Statement.of(decision));
    if (decision.mode() == Mode.ENFORCE && decision.effect().isRestrictive()) {
      String tenant = context.key().tenant();
      data.set("statementOfReasons", reasons.of(tenant, id, decision, now != null));
    }
    Long time = now == null ? null : (Long) decision.atMillis();
    return Envelope.write(EventType.of(decision), id, context.key().session(), data, time);
  }

  /**
   * The last word on a session.
   *
   * @param ordinal one more than that of the session's last decision
   */
  public byte[] ended(SessionSummary summary, int ordinal, long atMillis, EventContext context) {
    ObjectNode data = session(context);
    data.put("outcome", summary.outcome().id());
    data.put("admitted", summary.admitted());
    data.put("verdict", summary.verdict().name());
    data.put("decidedAtMillis", summary.decidedAtMillis());
    data.set("reasons", reasons(summary.reasons()));
    data.put("atMillis", atMillis);
    ObjectNode frames = JSON.valueToTree(summary.frames());
    frames.put("received", summary.frames().received());
    data.set("frames", frames);
    data.set("scores", JSON.valueToTree(summary.lastScores()));
    unavailable(data, context.unavailable());
    String id = id(context.key(), "ended", ordinal);
    Long time = context.nowMillis() == null ? null : (Long) atMillis;
    return Envelope.write(EventType.ENDED, id, context.key().session(), data, time);
  }

  /**
   * The session's stream fell silent.
   *
   * @param silence how many times it has by now
   * @param silentMillis since the newest judged frame
   */
  public byte[] lost(boolean admitted, int silence, long silentMillis, EventContext context) {
    return stream(EventType.STREAM_LOST, "lost", admitted, silence, silentMillis, context);
  }

  /** The stream that was reported lost is back. */
  public byte[] resumed(boolean admitted, int silence, long silentMillis, EventContext context) {
    return stream(EventType.STREAM_RESUMED, "resumed", admitted, silence, silentMillis, context);
  }

  private static byte[] stream(
      EventType type,
      String what,
      boolean admitted,
      int silence,
      long silentMillis,
      EventContext context) {
    ObjectNode data = session(context);
    data.put("admitted", admitted);
    data.put("silence", silence);
    data.put("silentMillis", silentMillis);
    String id = id(context.key(), what, silence);
    return Envelope.write(type, id, context.key().session(), data, context.nowMillis());
  }

  private static ObjectNode session(EventContext context) {
    ObjectNode data = JSON.createObjectNode();
    data.put("tenant", context.key().tenant());
    data.put("session", context.key().session());
    if (context.call() != null) {
      data.put("call", context.call());
    }
    if (context.device() != null) {
      data.put("device", context.device());
    }
    return data;
  }

  private static JsonNode evidence(Fired fired) {
    ObjectNode node = JSON.createObjectNode();
    node.put("signal", fired.signal());
    node.put("comparison", fired.comparison().name().toLowerCase(Locale.ROOT));
    node.put("threshold", fired.threshold());
    node.put("value", fired.value());
    node.put("hits", fired.hits());
    node.put("samples", fired.samples());
    node.put("neededHits", fired.neededHits());
    node.put("of", fired.of());
    node.put("firstMillis", fired.firstMillis());
    node.put("lastMillis", fired.lastMillis());
    return node;
  }

  static JsonNode model(ModelStamp stamp) {
    return JSON.createObjectNode()
        .put("id", stamp.id())
        .put("version", stamp.version())
        .put("sha256", stamp.sha256())
        .put("family", stamp.family());
  }

  static ArrayNode reasons(List<ReasonCode> reasons) {
    ArrayNode array = JSON.createArrayNode();
    reasons.forEach(reason -> array.add(reason.name()));
    return array;
  }

  private static void unavailable(ObjectNode data, List<Lane> lanes) {
    ArrayNode array = data.putArray("unavailableLanes");
    lanes.forEach(lane -> array.add(lane.id()));
  }

  /** The id of an action's event, by which the platform acknowledges it. */
  public static String actionId(SessionKey key, Decision decision) {
    return id(key, decision.effect().id(), decision.ordinal());
  }

  private static String id(SessionKey key, String effect, int ordinal) {
    return Envelope.hash(key.tenant(), key.session(), effect, Integer.toString(ordinal));
  }
}
