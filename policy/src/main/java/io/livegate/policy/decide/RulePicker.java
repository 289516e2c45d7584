package io.livegate.policy.decide;

import io.livegate.policy.Condition;
import io.livegate.policy.Effect;
import io.livegate.policy.KnownSignal;
import io.livegate.policy.KnownSignals;
import io.livegate.policy.OnUnavailable;
import io.livegate.policy.Policy;
import io.livegate.policy.Rule;
import io.livegate.policy.challenge.SecretDraw;
import io.livegate.policy.evidence.EvidencePlan;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.policy.evidence.Tally;
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
  private final SecretDraw draw;
  private final Eligibility eligibility;
  private final @Nullable PickWatcher watcher;

  RulePicker(
      Policy policy,
      EvidencePlan plan,
      Enactor enactor,
      Challenges challenges,
      SecretDraw draw,
      @Nullable PickWatcher watcher) {
    this.policy = policy;
    this.plan = plan;
    this.enactor = enactor;
    this.challenges = challenges;
    this.draw = draw;
    this.eligibility = new Eligibility(policy, enactor, challenges);
    this.watcher = watcher;
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
      if (eligibility.obstacle(rule, evidence, at) == null
          && holds(evidence, rule, at, fresh)
          && (rule.share() >= 1 || draw.isDrawn(signals.key(), rule.id(), rule.share()))) {
        if (rule.isObserved()) {
          observed = rule;
        } else {
          enforced = rule;
        }
      }
    }
    if (watcher != null) {
      watcher.picked(at, standings(evidence, signals, fresh), enforced, observed);
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

  private List<RuleStanding> standings(SessionEvidence evidence, Signals signals, long fresh) {
    List<RuleStanding> standings = new ArrayList<>();
    long at = signals.atMillis();
    for (Rule rule : policy.rules()) {
      List<ConditionStanding> conditions = new ArrayList<>();
      int[] slots = plan.slotsOf(rule);
      for (int i = 0; i < slots.length; i++) {
        Tally tally = plan.tally(evidence, slots[i], at);
        conditions.add(
            new ConditionStanding(
                rule.conditions().get(i),
                tally.hits(),
                tally.samples(),
                tally.lastMillis() - tally.firstMillis(),
                tally.samples() == 0 ? Double.NaN : tally.newestScore(),
                plan.holds(evidence, slots[i], at)));
      }
      Obstacle obstacle = eligibility.obstacle(rule, evidence, at);
      if (obstacle == null
          && rule.share() < 1
          && !draw.isDrawn(signals.key(), rule.id(), rule.share())) {
        obstacle = Obstacle.NOT_DRAWN;
      }
      boolean held = obstacle == null && holds(evidence, rule, at, fresh);
      standings.add(new RuleStanding(rule, obstacle, held, conditions));
    }
    return standings;
  }

  /** Whether what is seen now would let the session in if it stood at the gate. */
  boolean wouldAdmit(SessionEvidence evidence, long atMillis, long fresh) {
    for (Rule rule : policy.rules()) {
      if (rule.effect() == Effect.ADMIT
          && !rule.isObserved()
          && evidence.reports >= rule.reports()
          && (!rule.taskPassed() || challenges.isPassed(evidence))
          && holds(evidence, rule, atMillis, fresh)) {
        return true;
      }
    }
    return false;
  }

  private boolean isTriggered(SessionEvidence evidence, Rule rule) {
    Long fired = enactor.firedAt(evidence, rule);
    return rule.reports() > 0
        ? fired == null || fired < evidence.reportedAtMillis
        : rule.isSpotCheck();
  }

  private boolean holds(SessionEvidence evidence, Rule rule, long atMillis, long fresh) {
    int[] slots = plan.slotsOf(rule);
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
