package io.livegate.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.job.io.EventContext;
import io.livegate.job.io.EventWriter;
import io.livegate.policy.Policy;
import io.livegate.policy.decide.Decider;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides committed signals once more, without Flink, and compares.
 *
 * <p>What frames decide follows from the signals alone. Whether the gate's clock struck while no
 * frame came depends on when a machine was back, so that is taken from the events: where the job
 * says that it struck, it strikes here at the same time. Where frames came, nothing is taken from
 * anywhere.
 */
final class Verifier {

  /** Rules of the gate's clock begin so. */
  private static final String CLOCK = "gate.";

  private final Decider decider;
  private final EventWriter writer = new EventWriter();
  private final Map<SessionKey, List<Signals>> signals = new LinkedHashMap<>();
  private final Map<String, Action> actions = new LinkedHashMap<>();
  private final List<String> duplicated = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();

  /**
   * An action as an event tells it.
   *
   * @param evidence what it rests on, as written
   */
  record Action(
      String id, SessionKey key, String type, String ruleId, long atMillis, String evidence) {

    static Action of(JsonNode event) {
      JsonNode data = event.path("data");
      return new Action(
          event.path("id").asText(),
          new SessionKey(data.path("tenant").asText(), data.path("session").asText()),
          event.path("type").asText(),
          data.path("ruleId").asText(),
          data.path("atMillis").asLong(),
          data.path("evidence").toString());
    }

    @Override
    public String toString() {
      return key.session() + " " + type + " by " + ruleId + " at " + atMillis;
    }
  }

  /**
   * How the two compare.
   *
   * @param expected actions that follow from the signals
   * @param actions that were committed, each id once
   * @param lost follow from the signals and were not committed
   * @param duplicated ids of events that were committed again
   * @param unexplained committed, and follow from no signals
   * @param changed committed under the right id with other reasons or at another time
   * @param withoutAction violators without a terminal action
   */
  record Verdict(
      int expected,
      int actions,
      List<Action> lost,
      List<String> duplicated,
      List<Action> unexplained,
      List<Action> changed,
      List<SessionKey> withoutAction) {}

  Verifier(Policy policy) {
    this.decider = new Decider(policy);
  }

  /** In the order of the topic. */
  void signal(Signals one) {
    signals.computeIfAbsent(one.key(), key -> new ArrayList<>()).add(one);
  }

  void event(JsonNode event) {
    String id = event.path("id").asText();
    if (!ids.add(id)) {
      duplicated.add(id);
    } else if (event.path("data").has("effect")) {
      actions.put(id, Action.of(event));
    }
  }

  /** The committed signals of each session, in their order. */
  Map<SessionKey, List<Signals>> signals() {
    return signals;
  }

  Verdict compare(Set<SessionKey> violators) {
    Map<SessionKey, Set<Long>> struck = new TreeMap<>((a, b) -> a.asKey().compareTo(b.asKey()));
    Set<SessionKey> stopped = new HashSet<>();
    for (Action action : actions.values()) {
      if (action.ruleId().startsWith(CLOCK)) {
        struck.computeIfAbsent(action.key(), key -> new HashSet<>()).add(action.atMillis());
      }
      if (Follower.isTerminal(action.type())) {
        stopped.add(action.key());
      }
    }
    Map<String, Action> expected = new LinkedHashMap<>();
    signals.forEach(
        (key, records) -> {
          for (Action action : decide(key, records, struck.getOrDefault(key, Set.of()))) {
            expected.put(action.id(), action);
          }
        });
    return new Verdict(
        expected.size(),
        actions.size(),
        expected.values().stream().filter(each -> !actions.containsKey(each.id())).toList(),
        List.copyOf(duplicated),
        actions.values().stream().filter(each -> !expected.containsKey(each.id())).toList(),
        expected.values().stream()
            .filter(each -> actions.containsKey(each.id()) && !each.equals(actions.get(each.id())))
            .toList(),
        violators.stream().filter(key -> !stopped.contains(key)).toList());
  }

  private List<Action> decide(SessionKey key, List<Signals> records, Set<Long> struck) {
    List<Decision> decisions = new ArrayList<>();
    SessionEvidence evidence = new SessionEvidence();
    for (Signals each : records) {
      strike(evidence, struck, each.atMillis(), decisions);
      decisions.addAll(decider.observe(evidence, each));
      if (each.kind() == RecordKind.ENDED) {
        evidence = new SessionEvidence();
      }
    }
    strike(evidence, struck, Long.MAX_VALUE, decisions);
    EventContext context = new EventContext(key, null, null, List.of(), null);
    return decisions.stream()
        .map(each -> Action.of(Follower.parse(writer.action(each, context))))
        .toList();
  }

  private void strike(
      SessionEvidence evidence, Set<Long> struck, long untilMillis, List<Decision> decisions) {
    long due = decider.nextDeadlineMillis(evidence);
    while (due <= untilMillis && struck.contains(due)) {
      List<Decision> followed = decider.advance(evidence, due);
      if (followed.isEmpty()) {
        return;
      }
      decisions.addAll(followed);
      due = decider.nextDeadlineMillis(evidence);
    }
  }
}
