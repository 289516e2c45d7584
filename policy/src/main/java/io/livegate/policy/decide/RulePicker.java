package io.livegate.policy.decide;

import io.livegate.policy.Condition;
import io.livegate.policy.Effect;
import io.livegate.policy.KnownSignal;
import io.livegate.policy.KnownSignals;
import io.livegate.policy.OnUnavailable;
import io.livegate.policy.Phase;
import io.livegate.policy.Policy;
import io.livegate.policy.Rule;
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

  RulePicker(Policy policy, EvidencePlan plan, Enactor enactor) {
    this.policy = policy;
    this.plan = plan;
    this.enactor = enactor;
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
      if (isInPhase(rule, evidence.standing)
          && !enactor.isSilent(evidence, rule, at)
          && holds(evidence, rule, at, fresh)) {
        if (rule.isObserved()) {
          observed = rule;
        } else {
          enforced = rule;
        }
      }
    }
    if (observed != null) {
      decisions.add(enact(evidence, signals, observed));
    }
    if (enforced != null) {
      if (enforced.effect() == Effect.ADMIT
          && GateClock.strictest(policy, evidence) != OnUnavailable.IGNORE) {
        Decision instead = withoutModel(evidence, enforced, at);
        if (instead != null) {
          decisions.add(instead);
        }
      } else {
        decisions.add(enact(evidence, signals, enforced));
      }
    }
  }

  private static boolean isInPhase(Rule rule, Standing standing) {
    return rule.phase() == Phase.ANY
        || rule.phase() == (standing == Standing.GATE ? Phase.GATE : Phase.ADMITTED);
  }

  private boolean holds(SessionEvidence evidence, Rule rule, long atMillis, long fresh) {
    int[] slots = plan.slotsOf(rule);
    boolean hitNow = false;
    for (int i = 0; i < slots.length; i++) {
      boolean waived =
          rule.effect() == Effect.ADMIT
              && isWaived(evidence, rule.when().get(i), slots[i], atMillis);
      if (!waived && !plan.holds(evidence, slots[i], atMillis)) {
        return false;
      }
      hitNow |= !waived && (fresh >>> slots[i] & 1) == 1;
    }
    return hitNow;
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

  private Decision enact(SessionEvidence evidence, Signals signals, Rule rule) {
    Set<ReasonCode> reasons = new LinkedHashSet<>();
    Set<ModelStamp> models = new LinkedHashSet<>();
    for (Condition condition : rule.when()) {
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
        fired(evidence, rule, signals.atMillis()),
        List.copyOf(models));
  }

  private List<Fired> fired(SessionEvidence evidence, Rule rule, long atMillis) {
    int[] slots = plan.slotsOf(rule);
    List<Fired> fired = new ArrayList<>(slots.length);
    for (int i = 0; i < slots.length; i++) {
      Condition condition = rule.when().get(i);
      Tally tally = plan.tally(evidence, slots[i], atMillis);
      if (tally.hits() > 0) {
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
