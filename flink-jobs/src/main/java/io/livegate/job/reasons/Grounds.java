package io.livegate.job.reasons;

import io.livegate.policy.Effect;
import io.livegate.policy.decide.Automation;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.decide.Fired;
import io.livegate.policy.standing.Restriction;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement of reasons is about.
 *
 * @param action id of the event
 * @param evidence the conditions that held
 * @param unasked a model that the policy insists on was not there: the conditions speak for the
 *     person
 * @param strikes that it rests on instead; 0 for none
 * @param atMillis when; epoch milliseconds where live
 * @param expiresAtMillis its end, or from when a retry makes sense; null where it has none
 * @param live whether times are those of a calendar
 */
record Grounds(
    String action,
    Effect effect,
    Verdict verdict,
    String ruleId,
    String policyId,
    int policyVersion,
    Automation automation,
    List<Fired> evidence,
    boolean unasked,
    int strikes,
    long atMillis,
    @Nullable Long expiresAtMillis,
    boolean live) {

  static Grounds of(String action, Decision decision, boolean live) {
    return new Grounds(
        action,
        decision.effect(),
        decision.verdict(),
        decision.ruleId(),
        decision.policyId(),
        decision.policyVersion(),
        decision.automation(),
        decision.evidence(),
        decision.reasons().equals(List.of(ReasonCode.MODEL_UNAVAILABLE)),
        0,
        decision.atMillis(),
        decision.expiresAtMillis(),
        live);
  }

  static Grounds of(Restriction ban, Automation automation, int strikes) {
    return new Grounds(
        ban.action(),
        ban.effect(),
        ban.verdict(),
        ban.ruleId(),
        ban.policyId(),
        ban.policyVersion(),
        automation,
        List.of(),
        false,
        strikes,
        ban.atMillis(),
        ban.expiresAtMillis(),
        true);
  }

  ReasonCategory category() {
    return ReasonCategory.of(verdict);
  }
}
