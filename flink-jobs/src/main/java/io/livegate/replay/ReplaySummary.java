package io.livegate.replay;

import io.livegate.policy.Effect;
import io.livegate.policy.Mode;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.evidence.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds sessions up: who would be hit that was not, who no longer, how much sooner or later. */
public final class ReplaySummary {

  private int sessions;
  private final Map<Outcome, int[]> outcomes = new TreeMap<>();
  private final Map<String, Moves> actions = new LinkedHashMap<>();
  private final Map<String, Map<String, Moves>> tenants = new TreeMap<>();
  private final Map<String, Moves> reasons = new TreeMap<>();
  private final Listed changed = new Listed();
  private final Listed actionsChanged = new Listed();
  private final Listed borderline = new Listed();
  private final Listed censored = new Listed();

  public ReplaySummary() {
    for (Effect effect : Effect.values()) { // from mild to severe
      actions.put(Ruling.kind(effect, false), new Moves());
      actions.put(Ruling.kind(effect, true), new Moves());
    }
  }

  public void add(Replayed one) {
    sessions++;
    outcomes.computeIfAbsent(one.now().summary().outcome(), o -> new int[2])[1]++;
    Ruling before = one.before();
    if (before != null) {
      outcomes.computeIfAbsent(before.summary().outcome(), o -> new int[2])[0]++;
    }
    Map<String, Long> nowAfter = actionsOf(one.now(), one.firstMillis());
    Map<String, Long> beforeAfter = actionsOf(before, one.firstMillis());
    count(actions, beforeAfter, nowAfter);
    count(tenants.computeIfAbsent(one.tenant(), t -> new TreeMap<>()), beforeAfter, nowAfter);
    count(reasons, reasonsOf(before, one.firstMillis()), reasonsOf(one.now(), one.firstMillis()));
    if (one.outcomeChanged()) {
      changed.add(one);
    }
    if (one.actionsChanged()) {
      actionsChanged.add(one);
    }
    if (one.borderline()) {
      borderline.add(one);
    }
    if (one.censored()) {
      censored.add(one);
    }
  }

  private static void count(
      Map<String, Moves> moves, Map<String, Long> before, Map<String, Long> now) {
    Set<String> all = new HashSet<>(before.keySet());
    all.addAll(now.keySet());
    for (String what : all) {
      moves.computeIfAbsent(what, w -> new Moves()).add(before.get(what), now.get(what));
    }
  }

  /** When each kind of action first happened, after the session's beginning. */
  private static Map<String, Long> actionsOf(@Nullable Ruling ruling, long firstMillis) {
    Map<String, Long> first = new HashMap<>();
    if (ruling != null) {
      ruling
          .firstActions()
          .forEach((kind, decision) -> first.put(kind, decision.atMillis() - firstMillis));
    }
    return first;
  }

  /** Of actions that are carried out and take something from a person, or bring a human. */
  private static Map<String, Long> reasonsOf(@Nullable Ruling ruling, long firstMillis) {
    Map<String, Long> first = new HashMap<>();
    if (ruling != null) {
      for (Decision decision : ruling.decisions()) {
        boolean counts = decision.effect().isRestrictive() || decision.effect() == Effect.REVIEW;
        if (counts && decision.mode() == Mode.ENFORCE) {
          decision
              .reasons()
              .forEach(
                  reason -> first.putIfAbsent(reason.name(), decision.atMillis() - firstMillis));
        }
      }
    }
    return first;
  }

  public int sessions() {
    return sessions;
  }

  /** Sessions in each outcome: before, now. */
  public Map<Outcome, int[]> outcomes() {
    return outcomes;
  }

  /** By effect, from mild to severe; marked where only observed. Those that never happened too. */
  public Map<String, Moves> actions() {
    return actions;
  }

  /** By tenant and then by effect, only what happened. */
  public Map<String, Map<String, Moves>> tenants() {
    return tenants;
  }

  /** By reason code of what was refused, disconnected, banned, blurred, warned or reviewed. */
  public Map<String, Moves> reasons() {
    return reasons;
  }

  /** Sessions that end otherwise. */
  public Listed changed() {
    return changed;
  }

  /** Sessions that end the same and meet other actions on the way. */
  public Listed actionsChanged() {
    return actionsChanged;
  }

  public Listed borderline() {
    return borderline;
  }

  public Listed censored() {
    return censored;
  }
}
