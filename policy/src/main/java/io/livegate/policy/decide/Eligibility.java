package io.livegate.policy.decide;

import io.livegate.policy.After;
import io.livegate.policy.Age;
import io.livegate.policy.Condition;
import io.livegate.policy.Effect;
import io.livegate.policy.KnownSignal;
import io.livegate.policy.KnownSignals;
import io.livegate.policy.Policy;
import io.livegate.policy.Reviewers;
import io.livegate.policy.Rule;
import io.livegate.policy.challenge.ChallengeEvidence;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.policy.evidence.Standing;
import io.livegate.signal.Lane;
import org.jspecify.annotations.Nullable;

/** Whether a rule is to be looked at, before its conditions are. */
final class Eligibility {

  private final Policy policy;
  private final Enactor enactor;
  private final Challenges challenges;

  Eligibility(Policy policy, Enactor enactor, Challenges challenges) {
    this.policy = policy;
    this.enactor = enactor;
    this.challenges = challenges;
  }

  /** What stands in the rule's way; null if nothing does. */
  @Nullable Obstacle obstacle(Rule rule, SessionEvidence evidence, long atMillis) {
    if (!isInPhase(rule, evidence)) {
      return Obstacle.OTHER_PHASE;
    }
    if (!isOfAge(rule, evidence, atMillis)) {
      return Obstacle.OTHER_AGE;
    }
    if (!follows(rule, evidence, atMillis)) {
      return Obstacle.NOTHING_BEFORE;
    }
    Reviewers wanted = rule.reviewers();
    if (wanted != null && !wanted.isMetBy(evidence.reviewersOnShift)) {
      return wanted == Reviewers.ON_SHIFT ? Obstacle.NOBODY_ON_SHIFT : Obstacle.SOMEBODY_ON_SHIFT;
    }
    if (waitsForAnswer(rule, evidence)) {
      return Obstacle.OPEN_TASK;
    }
    if (rule.taskPassed() && !challenges.isPassed(evidence)) {
      return Obstacle.NO_TASK_PASSED;
    }
    if (evidence.reports < rule.reports()) {
      return Obstacle.NOT_REPORTED;
    }
    return enactor.isSilent(evidence, rule, atMillis) ? Obstacle.COOLDOWN : null;
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
        : evidence.begun && age.holds(atMillis - evidence.begunAtMillis);
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
        || (challenge.isShown() && !rule.conditions().stream().allMatch(Eligibility::isOfContent));
  }

  private static boolean isOfContent(Condition condition) {
    KnownSignal signal = KnownSignals.find(condition.signal());
    return signal != null && signal.lane() == Lane.CONTENT;
  }
}
