package io.livegate.policy.decide;

import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
import io.livegate.policy.After;
import io.livegate.policy.Age;
import io.livegate.policy.Condition;
import io.livegate.policy.Effect;
import io.livegate.policy.Mode;
import io.livegate.policy.OnTimeout;
import io.livegate.policy.OnUnavailable;
import io.livegate.policy.Policy;
import io.livegate.policy.Reviewers;
import io.livegate.policy.Rule;
import io.livegate.signal.Signals;
import io.livegate.signal.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold of any policy and any session, told from the raw trace and the decisions alone: it
 * knows nothing of how they are made.
 */
final class Invariants {

  /** The families of the design, written down apart from the code under test. */
  private static final Map<String, String> FAMILIES =
      Map.of(
          "liveness.live", "presentation-attack",
          "liveness.genuine", "presentation-attack",
          "liveness.human", "explicit-content",
          "content.explicit", "explicit-content",
          "content.sexy", "explicit-content",
          "content.drawing", "explicit-content",
          "content.neutral", "explicit-content");

  private final Policy policy;
  private final List<Scenario.Step> steps;
  private final List<String> broken = new ArrayList<>();

  private Invariants(Policy policy, List<Scenario.Step> steps) {
    this.policy = policy;
    this.steps = steps;
  }

  /** The names of those that the decisions break. */
  static List<String> broken(Policy policy, List<Scenario.Step> steps, List<Decision> decisions) {
    Invariants invariants = new Invariants(policy, steps);
    int ordinal = 0;
    for (Decision decision : decisions) {
      List<Decision> before = decisions.subList(0, Math.min(ordinal, decisions.size()));
      invariants.check(decision);
      for (Rule rule : policy.rules()) {
        boolean fires = rule.effect() == decision.effect() && !closes(decision);
        fires &= before.isEmpty() || !isNextTask(before.get(before.size() - 1), decision);
        if (fires && rule.id().equals(decision.ruleId())) {
          invariants.checkFacts(decision, rule, before);
        }
      }
      invariants.expect("6: no action twice or missing", decision.ordinal() == ordinal++);
    }
    return invariants.broken;
  }

  private static boolean closes(Decision decision) {
    return decision.challenge() != null && decision.challenge().closing() != null;
  }

  /** One suspicion may bring several tasks: for those after the first no rule fires anew. */
  private static boolean isNextTask(Decision last, Decision decision) {
    return closes(last)
        && last.ruleId().equals(decision.ruleId())
        && last.atMillis() == decision.atMillis();
  }

  private void check(Decision decision) {
    if (policy.mode() == Mode.OBSERVE) {
      boolean nothing = decision.mode() == Mode.OBSERVE && !decision.admitted();
      expect("9: observing carries nothing out", nothing);
    }
    expect(
        "8: it names its policy",
        decision.policyId().equals(policy.id()) && decision.policyVersion() == policy.version());
    if (!decision.effect().isRestrictive()) {
      return;
    }
    if (decision.verdict() == Verdict.UNSURE) {
      boolean chosen =
          policy.gate().onTimeout() == OnTimeout.REFUSE
              || policy.gate().withoutReviewers() == OnTimeout.REFUSE
              || policy.onUnavailable().containsValue(OnUnavailable.REFUSE);
      boolean gates = decision.effect() == Effect.REFUSE && decision.ruleId().startsWith("gate.");
      expect("4: uncertainty punishes nobody", chosen && gates);
    }
    for (Rule rule : policy.rules()) {
      if (rule.id().equals(decision.ruleId())) {
        check(decision, rule);
      }
    }
  }

  /** What a rule asks beside its conditions, whatever its effect. */
  private void checkFacts(Decision decision, Rule rule, List<Decision> before) {
    Age age = rule.age();
    if (age != null) {
      Long from = age.sinceAdmission() ? admittedAt(before) : (Long) firstAt();
      long old = from == null ? -1 : decision.atMillis() - from;
      expect("the session is as old as the rule asks", age.holds(old));
    }
    Reviewers reviewers = rule.reviewers();
    if (reviewers != null) {
      expect("reviewers are there as the rule asks", wereThere(reviewers, decision.atMillis()));
    }
    After after = rule.after();
    if (after != null) {
      long within = after.within().toMillis();
      boolean followed =
          before.stream()
              .anyMatch(
                  d ->
                      after.rules().contains(d.ruleId())
                          && decision.atMillis() - d.atMillis() <= within);
      expect("another rule fired before", followed);
    }
  }

  /** Whether a record of that time said so. */
  private boolean wereThere(Reviewers wanted, long atMillis) {
    return steps.stream()
        .map(Scenario.Step::signals)
        .anyMatch(s -> s != null && s.atMillis() == atMillis && wanted.isMetBy(s.reviewers()));
  }

  /** When the newest decision let the session in, carried out or not. */
  private static @Nullable Long admittedAt(List<Decision> before) {
    Long at = null;
    for (Decision decision : before) {
      at = decision.effect() == Effect.ADMIT ? (Long) decision.atMillis() : at;
    }
    return at;
  }

  /** Of the first record that begins the session: reports do not. */
  private long firstAt() {
    for (Scenario.Step step : steps) {
      Signals signals = step.signals();
      boolean receiver = signals != null && signals.witness() == Witness.RECEIVER;
      if (signals != null
          && signals.kind() != RecordKind.REPORTED
          && signals.kind() != RecordKind.ENDED
          && !(receiver && signals.kind() == RecordKind.FRAME)) {
        return signals.atMillis();
      }
    }
    return 0;
  }

  private void check(Decision decision, Rule rule) {
    for (Condition condition : rule.when()) {
      long seen = hitsSeen(steps, condition, decision.atMillis());
      expect("1: nothing rests on a single frame", seen >= 2);
    }
    long borneOut = 0;
    for (Condition condition : rule.anyOf() == null ? List.<Condition>of() : rule.anyOf().of()) {
      long seen = hitsSeen(steps, condition, decision.atMillis());
      borneOut += seen >= Math.max(2, condition.hits()) ? 1 : 0;
    }
    expect("1: enough conditions bear each other out", borneOut >= rule.someNeeded());
    boolean explained =
        decision.evidence().size() >= rule.when().size() + rule.someNeeded()
            && decision.evidence().size() <= rule.conditions().size()
            && decision.evidence().stream()
                .allMatch(fired -> fired.hits() >= fired.neededHits() && fired.hits() >= 2);
    expect("8: the evidence explains it", explained);
    if (decision.effect() == Effect.BAN) {
      Set<String> families = new HashSet<>();
      decision.evidence().forEach(fired -> families.add(FAMILIES.get(fired.signal())));
      families.remove(null);
      expect("1: a ban shows two families", families.size() >= 2);
      expect("8: a ban ends", decision.expiresAtMillis() != null);
    }
  }

  private void expect(String invariant, boolean holds) {
    if (!holds) {
      broken.add(invariant);
    }
  }

  /**
   * Counts, in the raw trace, the distinct frames of others than receivers that were hits. A sender
   * that starts anew numbers anew.
   */
  static long hitsSeen(List<Scenario.Step> steps, Condition condition, long atMillis) {
    Set<String> seen = new HashSet<>();
    int starts = 0;
    for (Scenario.Step step : steps) {
      Signals signals = step.signals();
      starts += signals != null && signals.kind() == RecordKind.STARTED ? 1 : 0;
      if (signals == null
          || signals.kind() != RecordKind.FRAME
          || signals.witness() == Witness.RECEIVER) {
        continue;
      }
      Double score = score(signals, condition.signal());
      boolean inWindow =
          signals.atMillis() <= atMillis
              && atMillis - signals.atMillis() <= condition.within().toMillis();
      if (score != null && inWindow) {
        boolean hit =
            condition.comparison() == Condition.Comparison.AT_LEAST
                ? score >= condition.threshold()
                : score < condition.threshold();
        if (hit) {
          seen.add(signals.witness() + " " + starts + " " + signals.seq());
        }
      }
    }
    return seen.size();
  }

  private static Double score(Signals signals, String name) {
    return switch (name) {
      case "quality.brightness" -> signals.quality().brightness();
      case "quality.contrast" -> signals.quality().contrast();
      case "quality.sharpness" -> signals.quality().sharpness();
      case "quality.faceWidth" -> signals.quality().faceWidth();
      default -> signals.score(name);
    };
  }
}
