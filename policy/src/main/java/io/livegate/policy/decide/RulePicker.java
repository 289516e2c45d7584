package io.livegate.policy.decide;

import io.livegate.policy.After;
import io.livegate.policy.Age;
import io.livegate.policy.Condition;
import io.livegate.policy.Effect;
import io.livegate.policy.KnownSignal;
import io.livegate.policy.KnownSignals;
import io.livegate.policy.OnUnavailable;
import io.livegate.policy.Policy;
import io.livegate.policy.Rule;
import io.livegate.policy.challenge.ChallengeEvidence;
import io.livegate.policy.challenge.Lot;
import io.livegate.policy.evidence.ConditionEvidence.Tally;
import io.livegate.policy.evidence.EvidencePlan;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.policy.evidence.Standing;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one rule that wins at a moment: the most severe of those that hold, the earlier one in
 * the file among equals. Rules that are only observed compete among themselves. A rule wins only on
 * a hit of this very frame, so that old evidence cannot fire again when a cooldown ends.
 */
final class RulePicker {

  private final Policy policy;
  private final EvidencePlan plan;
  private final Enactor enactor;
  private final Challenges challenges;
  private final Lot lot;

  RulePicker(Policy policy, EvidencePlan plan, Enactor enactor, Challenges challenges, Lot lot) {
    this.policy = policy;
    this.plan = plan;
    this.enactor = enactor;
    this.challenges = challenges;
    this.lot = lot;
  }

  void pick(SessionEvidence evidence, Signals signals, long fresh, List<Decision> decisions) {
    long at = signals.atMillis();
    Rule enforced = null;
    Rule observed = null;
    for (Rule rule : policy.rules()) {
      Rule rival = rule.isObserved() ? observed : enforced;
      if (rival != null && rule.effect().compareTo(rival.effect()) <= 0) {
        continue;
      }
      if (isInPhase(rule, evidence)
          && isOfAge(rule, evidence, at)
          && follows(rule, evidence, at)
          && !waitsForAnswer(rule, evidence)
          && !enactor.isSilent(evidence, rule, at)
          && holds(evidence, rule, at, fresh)
          && (rule.share() >= 1 || lot.isDrawn(signals.key(), rule.id(), rule.share()))) {
        if (rule.isObserved()) {
          observed = rule;
        } else {
          enforced = rule;
        }
      }
    }
    if (observed != null) {
      enact(evidence, signals, observed, decisions);
    }
    if (enforced != null) {
      if (enforced.effect() == Effect.ADMIT
          && GateClock.strictest(policy, evidence) != OnUnavailable.IGNORE) {
        Decision instead = withoutModel(evidence, enforced, at);
        if (instead != null) {
          decisions.add(instead);
        }
      } else {
        enact(evidence, signals, enforced, decisions);
      }
    }
  }

  /** Whether what is seen now would let the session in if it stood at the gate. */
  boolean wouldAdmit(SessionEvidence evidence, long atMillis, long fresh) {
    for (Rule rule : policy.rules()) {
      if (rule.effect() == Effect.ADMIT
          && !rule.isObserved()
          && holds(evidence, rule, atMillis, fresh)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInPhase(Rule rule, SessionEvidence evidence) {
    return switch (rule.phase()) {
      case ANY -> true;
      case GATE -> evidence.standing == Standing.GATE;
      case ADMITTED -> evidence.standing != Standing.GATE;
      case RECHECK -> evidence.standing != Standing.GATE && evidence.rechecked;
    };
  }

  private static boolean isOfAge(Rule rule, SessionEvidence evidence, long atMillis) {
    Age age = rule.age();
    if (age == null) {
      return true;
    }
    boolean admitted = evidence.standing != Standing.GATE;
    return age.sinceAdmission()
        ? admitted && age.holds(atMillis - evidence.admittedAtMillis)
        : age.holds(atMillis - evidence.begunAtMillis);
  }

  /** What a rule on trial did was not done: only another one on trial follows it. */
  private boolean follows(Rule rule, SessionEvidence evidence, long atMillis) {
    After after = rule.after();
    if (after == null) {
      return true;
    }
    for (Rule before : policy.rules()) {
      if (after.rules().contains(before.id()) && (rule.isObserved() || !before.isObserved())) {
        Long fired = enactor.firedAt(evidence, before);
        if (fired != null && atMillis - fired <= after.within().toMillis()) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * While a task is open nobody is admitted and no other task asked; while it is on the screen,
   * what face and liveness show is what the person was asked to do, and only content counts.
   */
  private static boolean waitsForAnswer(Rule rule, SessionEvidence evidence) {
    ChallengeEvidence challenge = evidence.challenge;
    if (challenge == null || !challenge.isOpen()) {
      return false;
    }
    return rule.effect() == Effect.ADMIT
        || rule.effect() == Effect.CHALLENGE
        || (challenge.isShown() && !rule.conditions().stream().allMatch(RulePicker::isOfContent));
  }

  private static boolean isOfContent(Condition condition) {
    KnownSignal signal = KnownSignals.find(condition.signal());
    return signal != null && signal.lane() == Lane.CONTENT;
  }

  private boolean isTriggered(SessionEvidence evidence, Rule rule) {
    Long fired = enactor.firedAt(evidence, rule);
    return rule.reports() > 0
        ? fired == null || fired < evidence.reportedAtMillis
        : rule.isSpotCheck();
  }

  private boolean holds(SessionEvidence evidence, Rule rule, long atMillis, long fresh) {
    int[] slots = plan.slotsOf(rule);
    if (evidence.reports < rule.reports()) {
      return false;
    }
    boolean hitNow = isTriggered(evidence, rule);
    List<Condition> conditions = rule.conditions();
    int some = 0;
    for (int i = 0; i < slots.length; i++) {
      boolean waived =
          rule.effect() == Effect.ADMIT
              && isWaived(evidence, conditions.get(i), slots[i], atMillis);
      boolean held = waived || plan.holds(evidence, slots[i], atMillis);
      if (!held && !rule.isOneOfSome(i)) {
        return false;
      }
      some += held && rule.isOneOfSome(i) ? 1 : 0;
      hitNow |= held && !waived && (fresh >>> slots[i] & 1) == 1;
    }
    return hitNow && some >= rule.someNeeded();
  }

  /** A condition whose lane has no model cannot be asked; what that means is decided afterwards. */
  private boolean isWaived(SessionEvidence evidence, Condition condition, int slot, long atMillis) {
    KnownSignal signal = KnownSignals.find(condition.signal());
    Lane lane = signal == null ? null : signal.lane();
    return lane != null
        && Decider.isUnavailable(evidence, lane)
        && plan.tally(evidence, slot, atMillis).samples() == 0;
  }

  /** All else speaks for admission, but a lane that the tenant insists on could not be asked. */
  private @Nullable Decision withoutModel(SessionEvidence evidence, Rule admit, long atMillis) {
    boolean refuse = GateClock.strictest(policy, evidence) == OnUnavailable.REFUSE;
    if (!refuse && evidence.held) {
      return null;
    }
    evidence.held |= !refuse;
    return enactor.enact(
        evidence,
        refuse ? Effect.REFUSE : Effect.REVIEW,
        GateClock.UNAVAILABLE,
        atMillis,
        List.of(ReasonCode.MODEL_UNAVAILABLE),
        fired(evidence, admit, atMillis));
  }

  private void enact(
      SessionEvidence evidence, Signals signals, Rule rule, List<Decision> decisions) {
    boolean asks = rule.effect() == Effect.CHALLENGE;
    if (asks && !challenges.canAsk(evidence, signals.key())) {
      decisions.add(challenges.askHuman(evidence, rule, signals.atMillis()));
      return;
    }
    Decision won = enact(evidence, signals, rule);
    decisions.add(asks ? challenges.ask(evidence, signals.key(), rule, won) : won);
  }

  private Decision enact(SessionEvidence evidence, Signals signals, Rule rule) {
    Set<ReasonCode> reasons = new LinkedHashSet<>();
    Set<ModelStamp> models = new LinkedHashSet<>();
    List<Fired> fired = fired(evidence, rule, signals.atMillis());
    for (Fired condition : fired) {
      KnownSignal signal = KnownSignals.find(condition.signal());
      LaneSignal lane =
          signal == null || signal.lane() == null ? null : signals.lane(signal.lane());
      if (lane != null) {
        models.addAll(lane.models());
        reasons.addAll(lane.reasons());
      }
    }
    ReasonCode named = rule.reason();
    return enactor.enact(
        evidence,
        rule,
        signals.atMillis(),
        named == null ? List.copyOf(reasons) : List.of(named),
        fired,
        List.copyOf(models));
  }

  private List<Fired> fired(SessionEvidence evidence, Rule rule, long atMillis) {
    int[] slots = plan.slotsOf(rule);
    List<Condition> conditions = rule.conditions();
    List<Fired> fired = new ArrayList<>(slots.length);
    for (int i = 0; i < slots.length; i++) {
      Condition condition = conditions.get(i);
      Tally tally = plan.tally(evidence, slots[i], atMillis);
      boolean counted = !rule.isOneOfSome(i) || plan.holds(evidence, slots[i], atMillis);
      if (counted && tally.hits() > 0) {
        fired.add(
            new Fired(
                condition.signal(),
                condition.comparison(),
                condition.threshold(),
                tally.newestScore(),
                tally.hits(),
                tally.samples(),
                condition.hits(),
                condition.of(),
                tally.firstMillis(),
                tally.lastMillis()));
      }
    }
    return fired;
  }
}
