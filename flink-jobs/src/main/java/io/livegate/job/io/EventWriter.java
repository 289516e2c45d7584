package io.livegate.job.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonCloudEventData;
import io.cloudevents.jackson.JsonFormat;
import io.livegate.frame.SessionKey;
import io.livegate.policy.Effect;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.decide.Fired;
import io.livegate.policy.decide.Hint;
import io.livegate.policy.decide.SessionSummary;
import io.livegate.signal.Lane;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.ReasonCode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes CloudEvents 1.0 in structured JSON. The same decision gives the same bytes: ids are hashes
 * of what the event is about, and clocks appear only where the context has one.
 */
public final class EventWriter {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SOURCE = "/livegate";

  private final JsonFormat format = new JsonFormat();

  /** An enforcement event. */
  public byte[] action(Decision decision, EventContext context) {
    String id = id(context.key(), decision.effect().id(), decision.ordinal());
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
    data.set("policy", policy(decision.policyId(), decision.policyVersion()));
    if (decision.expiresAtMillis() != null) {
      data.put("expiresAtMillis", decision.expiresAtMillis());
    }
    data.put("automation", decision.automation().name().toLowerCase(Locale.ROOT));
    if (decision.challenge() != null) {
      data.set("challenge", ChallengeJson.of(decision.challenge()));
    }
    data.put("reasonCategory", Statement.category(decision));
    data.put("statement", Statement.of(decision));
    Long time = now == null ? null : (Long) decision.atMillis();
    return event(EventType.of(decision), id, context.key().session(), data, time);
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
    return event(EventType.ENDED, id, context.key().session(), data, time);
  }

  /**
   * A policy from the topic is in force from now on.
   *
   * @param origin where it came from; makes the event's id
   */
  public byte[] policyApplied(String policyId, int version, String origin, @Nullable Long now) {
    ObjectNode data = JSON.createObjectNode();
    data.set("policy", policy(policyId, version));
    data.put("origin", origin);
    return event(EventType.POLICY_APPLIED, hash("policy", origin), policyId, data, now);
  }

  /**
   * A policy from the topic cannot be used; the one before it stays in force.
   *
   * @param problems every one of them
   */
  public byte[] policyRejected(
      List<String> problems, String stillId, int stillVersion, String origin, @Nullable Long now) {
    ObjectNode data = JSON.createObjectNode();
    ArrayNode list = data.putArray("problems");
    problems.forEach(list::add);
    data.set("inForce", policy(stillId, stillVersion));
    data.put("origin", origin);
    return event(EventType.POLICY_REJECTED, hash("policy", origin), stillId, data, now);
  }

  private byte[] event(
      EventType type, String id, String subject, ObjectNode data, @Nullable Long timeMillis) {
    CloudEventBuilder builder =
        CloudEventBuilder.v1()
            .withId(id)
            .withSource(URI.create(SOURCE))
            .withType(type.id())
            .withSubject(subject)
            .withData("application/json", JsonCloudEventData.wrap(data));
    if (timeMillis != null) {
      builder.withTime(Instant.ofEpochMilli(timeMillis).atOffset(ZoneOffset.UTC));
    }
    return format.serialize(builder.build());
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

  private static JsonNode model(ModelStamp stamp) {
    return JSON.createObjectNode()
        .put("id", stamp.id())
        .put("version", stamp.version())
        .put("sha256", stamp.sha256())
        .put("family", stamp.family());
  }

  private static JsonNode policy(String id, int version) {
    return JSON.createObjectNode().put("id", id).put("version", version);
  }

  private static ArrayNode reasons(List<ReasonCode> reasons) {
    ArrayNode array = JSON.createArrayNode();
    reasons.forEach(reason -> array.add(reason.name()));
    return array;
  }

  private static void unavailable(ObjectNode data, List<Lane> lanes) {
    ArrayNode array = data.putArray("unavailableLanes");
    lanes.forEach(lane -> array.add(lane.id()));
  }

  private static String id(SessionKey key, String effect, int ordinal) {
    return hash(key.tenant(), key.session(), effect, Integer.toString(ordinal));
  }

  /** The first 32 hex digits of the SHA-256 of the parts, each ended by a zero byte. */
  static String hash(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
