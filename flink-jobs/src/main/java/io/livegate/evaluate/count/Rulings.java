package io.livegate.evaluate.count;

import io.livegate.evaluate.manifest.Truth;
import io.livegate.policy.Condition;
import io.livegate.policy.Effect;
import io.livegate.policy.OnTimeout;
import io.livegate.policy.Phase;
import io.livegate.policy.Policy;
import io.livegate.policy.Rule;
import java.util.List;
import java.util.Set;

/**
 * The counting rules.
 *
 * <p>A clip counts by what the pipeline did: refused at the gate or disconnected later is refused,
 * a session that was ever let in is admitted. One that ends undecided, waiting for a human
 * included, counts against the system when it was long enough to decide: a genuine person of four
 * seconds as refused, an attack of five as admitted.
 *
 * <p>A still is one frame and no session can be decided on it. It counts by what the gate would do
 * if its scores persisted: refused when a refusing rule's conditions all hold, else admitted when
 * an admitting rule's all hold, else what the gate's time-out does. Rules on trial do nothing, and
 * a picture passes no task.
 */
public final class Rulings {

  public static final double BONA_FIDE_SECONDS = 4;
  public static final double ATTACK_SECONDS = 5;

  private static final Set<String> KEPT_OUT = Set.of("refused", "disconnected", "banned");

  private final Policy policy;

  public Rulings(Policy policy) {
    this.policy = policy;
  }

  public Ruling of(Case judged) {
    return judged.isClip() ? ofClip(judged) : ofStill(judged);
  }

  private static Ruling ofClip(Case judged) {
    boolean held = judged.outcome().equals("review") && !judged.admitted();
    boolean undecided = held || judged.outcome().equals("undecided");
    boolean longBonaFide = undecided && isBonaFide(judged) && judged.seconds() >= BONA_FIDE_SECONDS;
    boolean longAttack =
        undecided && judged.truth() == Truth.ATTACK && judged.seconds() >= ATTACK_SECONDS;
    return new Ruling(
        KEPT_OUT.contains(judged.outcome()) || longBonaFide,
        judged.admitted() || longAttack,
        judged.admitted() && KEPT_OUT.contains(judged.outcome()),
        undecided,
        longBonaFide || longAttack);
  }

  private static boolean isBonaFide(Case judged) {
    return judged.truth() == Truth.BONA_FIDE || judged.truth() == Truth.DEGRADED;
  }

  private Ruling ofStill(Case judged) {
    Moment moment = judged.moments().get(0);
    if (wouldFire(moment, Effect.REFUSE)) {
      return new Ruling(true, false, false, false, false);
    }
    if (wouldFire(moment, Effect.ADMIT)) {
      return new Ruling(false, true, false, false, false);
    }
    OnTimeout timeout = policy.gate().onTimeout();
    boolean held = timeout == OnTimeout.REVIEW;
    return new Ruling(
        timeout == OnTimeout.REFUSE || held && isBonaFide(judged),
        timeout == OnTimeout.ADMIT_WATCHED || held && judged.truth() == Truth.ATTACK,
        false,
        true,
        true);
  }

  /** The rule of the gate that a still's scores would fire, empty for the time-out. */
  public String stillRule(Case judged) {
    Moment moment = judged.moments().get(0);
    for (Effect effect : new Effect[] {Effect.REFUSE, Effect.ADMIT}) {
      for (Rule rule : policy.rules()) {
        if (firesAtGate(rule, effect, moment)) {
          return rule.id();
        }
      }
    }
    return "";
  }

  /** The conditions that keep a still from being admitted; empty when the policy admits nobody. */
  public List<Condition> missingForAdmission(Case judged) {
    Moment moment = judged.moments().get(0);
    return policy.rules().stream()
        .filter(rule -> actsAtGate(rule, Effect.ADMIT))
        .flatMap(rule -> rule.conditions().stream())
        .filter(condition -> !holds(condition, moment))
        .toList();
  }

  private boolean wouldFire(Moment moment, Effect effect) {
    return policy.rules().stream().anyMatch(rule -> firesAtGate(rule, effect, moment));
  }

  private static boolean actsAtGate(Rule rule, Effect effect) {
    return rule.phase() == Phase.GATE
        && rule.effect() == effect
        && !rule.isObserved()
        && !rule.taskPassed();
  }

  private static boolean firesAtGate(Rule rule, Effect effect, Moment moment) {
    return actsAtGate(rule, effect)
        && rule.when().stream().allMatch(condition -> holds(condition, moment))
        && rule.conditions().stream()
                .skip(rule.when().size())
                .filter(condition -> holds(condition, moment))
                .count()
            >= rule.someNeeded();
  }

  /** A score that is not there (NaN) holds nothing. */
  private static boolean holds(Condition condition, Moment moment) {
    double score = moment.score(condition.signal());
    return !Double.isNaN(score) && condition.isHit(score);
  }
}
