package io.livegate.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.frame.SessionKey;
import io.livegate.job.io.EventContext;
import io.livegate.job.io.EventWriter;
import io.livegate.job.io.PolicyJson;
import io.livegate.policy.Policy;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.decide.SessionSummary;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines {@code policy replay --json} prints: a public contract, fields are only added. */
public final class ReplayJson {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final EventWriter EVENTS = new EventWriter();

  /** What an event says of its session, of the deployment and in words. */
  private static final List<String> LEFT_OUT =
      List.of(
          "tenant",
          "models",
          "session",
          "unavailableLanes",
          "policy",
          "reasonCategory",
          "statement",
          "statementOfReasons");

  private ReplayJson() {}

  /** One object for a session. */
  public static ObjectNode session(Replayed one) {
    ObjectNode line = JSON.createObjectNode();
    line.put("session", one.session());
    ruling(line, one.now(), one);
    line.put("tenant", one.tenant());
    line.put("borderline", one.borderline());
    Ruling before = one.before();
    if (before != null) {
      line.put("changed", one.outcomeChanged());
      line.put("actionsChanged", one.actionsChanged());
      line.put("censored", one.censored());
      ruling(line.putObject("against"), before, one);
    }
    return line;
  }

  private static void ruling(ObjectNode line, Ruling ruling, Replayed one) {
    SessionSummary summary = ruling.summary();
    line.put("outcome", summary.outcome().id());
    line.put("admitted", summary.admitted());
    line.put("verdict", summary.verdict().name());
    line.put("decidedAtMillis", summary.decidedAtMillis());
    ArrayNode reasons = line.putArray("reasons");
    summary.reasons().forEach(reason -> reasons.add(reason.name()));
    ArrayNode actions = line.putArray("actions");
    ruling.decisions().forEach(decision -> actions.add(action(decision, one)));
  }

  /** As its event has it under {@code data}. */
  private static JsonNode action(Decision decision, Replayed one) {
    SessionKey key = new SessionKey(one.tenant(), one.session());
    byte[] event = EVENTS.action(decision, new EventContext(key, null, null, List.of(), null));
    try {
      ObjectNode data = (ObjectNode) JSON.readTree(event).path("data");
      return data.remove(LEFT_OUT);
    } catch (IOException e) {
      throw new IllegalStateException("an event of " + one.session() + " is not JSON", e);
    }
  }

  /** The last line: {@code {"summary": ...}}. */
  public static ObjectNode summary(
      ReplaySummary summary, long signals, Policy now, @Nullable Policy before) {
    ObjectNode line = JSON.createObjectNode();
    ObjectNode all = line.putObject("summary");
    all.put("signals", signals).put("sessions", summary.sessions());
    all.set("policy", PolicyJson.name(now));
    boolean held = before != null;
    if (before != null) {
      all.set("against", PolicyJson.name(before));
      all.set("changed", listed(summary.changed()));
      all.set("actionsChanged", listed(summary.actionsChanged()));
    }
    ObjectNode outcomes = all.putObject("outcomes");
    summary
        .outcomes()
        .forEach(
            (outcome, count) -> {
              ObjectNode one = outcomes.putObject(outcome.id());
              if (held) {
                one.put("before", count[0]);
              }
              one.put("now", count[1]);
            });
    all.set("actions", moves(summary.actions(), held));
    all.set("reasons", moves(summary.reasons(), held));
    ObjectNode tenants = all.putObject("tenants");
    summary.tenants().forEach((tenant, actions) -> tenants.set(tenant, moves(actions, held)));
    all.set("borderline", listed(summary.borderline()));
    if (held) {
      all.set("censored", listed(summary.censored()));
    }
    return line;
  }

  private static ObjectNode listed(Listed listed) {
    ObjectNode node = JSON.createObjectNode().put("count", listed.count());
    ArrayNode sessions = node.putArray("sessions");
    listed.first().forEach(one -> sessions.add(one.session()));
    return node;
  }

  private static ObjectNode moves(Map<String, Moves> all, boolean held) {
    ObjectNode node = JSON.createObjectNode();
    all.forEach(
        (what, moves) -> {
          if (moves.now() + moves.before() > 0) {
            node.set(what, held ? moves(moves) : JSON.createObjectNode().put("now", moves.now()));
          }
        });
    return node;
  }

  private static ObjectNode moves(Moves moves) {
    return JSON.createObjectNode()
        .put("before", moves.before())
        .put("now", moves.now())
        .put("gained", moves.gained())
        .put("lost", moves.lost())
        .put("earlier", moves.earlier())
        .put("later", moves.later())
        .put("medianBeforeMillis", moves.medianBeforeMillis())
        .put("medianNowMillis", moves.medianNowMillis());
  }
}
