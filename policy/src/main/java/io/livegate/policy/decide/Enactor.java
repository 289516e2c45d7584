package io.livegate.policy.decide;

import io.livegate.policy.Effect;
import io.livegate.policy.Mode;
import io.livegate.policy.Policy;
import io.livegate.policy.Rule;
import io.livegate.policy.evidence.Fingerprint;
import io.livegate.policy.evidence.Outcome;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.policy.evidence.Standing;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Verdict;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a rule or the clock wants into a decision, and writes into the evidence what it did.
 */
final class Enactor {

  private final Policy policy;

  Enactor(Policy policy) {
    this.policy = policy;
  }

  /** The rule has won. */
  Decision enact(
      SessionEvidence evidence,
      Rule rule,
      long atMillis,
      List<ReasonCode> reasons,
      List<Fired> fired,
      List<ModelStamp> models) {
    if (rule.canRepeat()) {
      evidence.noteFired(memory(rule), atMillis);
    }
    Duration until = rule.effect() == Effect.BAN ? rule.expires() : null;
    if (rule.effect() == Effect.REFUSE || rule.effect() == Effect.DISCONNECT) {
      until = rule.cooldown();
    }
    return enact(
        evidence,
        new Wish(
            rule.effect(),
            rule.id(),
            rule.isObserved(),
            rule.verdict(),
            reasons,
            fired,
            models,
            until == null ? null : atMillis + until.toMillis()),
        atMillis);
  }

  /** The gate itself, not a rule, wants this; nothing certain is known of the session. */
  Decision enact(
      SessionEvidence evidence,
      Effect effect,
      String ruleId,
      long atMillis,
      List<ReasonCode> reasons,
      List<Fired> fired) {
    return enact(
        evidence,
        new Wish(effect, ruleId, false, Verdict.UNSURE, reasons, fired, List.of(), null),
        atMillis);
  }

  /**
   * A challenge wants this.
   *
   * @param verdict what the suspicion was that it did not dispel
   */
  Decision enact(
      SessionEvidence evidence,
      Effect effect,
      String ruleId,
      Verdict verdict,
      long atMillis,
      List<ReasonCode> reasons) {
    return enact(
        evidence,
        new Wish(effect, ruleId, false, verdict, reasons, List.of(), List.of(), null),
        atMillis);
  }

  /** The rule's suspicion was answered: it is silent until then. */
  void silence(SessionEvidence evidence, Rule rule, long untilMillis) {
    evidence.noteFired(memory(rule), untilMillis - rule.silence().toMillis());
  }

  /** When the rule last fired, or null. */
  @Nullable Long firedAt(SessionEvidence evidence, Rule rule) {
    return evidence.firedAt(memory(rule));
  }

  /** Whether the rule has to be silent: it spoke not long ago. */
  boolean isSilent(SessionEvidence evidence, Rule rule, long atMillis) {
    if (!rule.canRepeat()) {
      return false;
    }
    boolean endsItself =
        rule.effect().isTerminal() || rule.effect() == Effect.ADMIT || rule.isSpotCheck();
    Long fired = evidence.firedAt(memory(rule));
    return fired != null && (endsItself || atMillis - fired < rule.silence().toMillis());
  }

  /** What a rule did while it was only observed does not silence it once it is enforced. */
  private int memory(Rule rule) {
    return Fingerprint.shortOf(rule.id() + modeOf(rule.isObserved()));
  }

  private Mode modeOf(boolean ruleObserved) {
    return ruleObserved ? Mode.OBSERVE : policy.mode();
  }

  private record Wish(
      Effect effect,
      String ruleId,
      boolean ruleObserved,
      Verdict verdict,
      List<ReasonCode> reasons,
      List<Fired> fired,
      List<ModelStamp> models,
      @Nullable Long expiresAtMillis) {}

  private Decision enact(SessionEvidence evidence, Wish wish, long atMillis) {
    Mode mode = modeOf(wish.ruleObserved());
    if (!wish.ruleObserved()) {
      evidence.standing = after(wish.effect(), evidence.standing);
      evidence.admittedAtMillis =
          wish.effect() == Effect.ADMIT ? atMillis : evidence.admittedAtMillis;
    }
    if (mode == Mode.ENFORCE) {
      evidence.inForce = after(wish.effect(), evidence.inForce);
      evidence.admitted |= wish.effect() == Effect.ADMIT;
      settle(evidence, wish, atMillis);
    }
    return new Decision(
        wish.effect(),
        wish.ruleId(),
        mode,
        wish.verdict(),
        atMillis,
        evidence.ordinal++,
        evidence.admitted,
        wish.reasons(),
        wish.fired(),
        wish.models(),
        policy.id(),
        policy.version(),
        policy.layers(),
        wish.expiresAtMillis(),
        wish.effect() == Effect.REVIEW ? Automation.PARTIALLY : Automation.FULLY,
        null);
  }

  private static void settle(SessionEvidence evidence, Wish wish, long atMillis) {
    Outcome outcome =
        switch (wish.effect()) {
          case ADMIT -> Outcome.ADMITTED;
          case REVIEW -> Outcome.REVIEW;
          case REFUSE -> Outcome.REFUSED;
          case DISCONNECT -> Outcome.DISCONNECTED;
          case BAN -> Outcome.BANNED;
          case COACH, CHALLENGE, WARN, BLUR -> Outcome.UNDECIDED;
        };
    if (outcome.compareTo(evidence.outcome) > 0) {
      evidence.outcome = outcome;
      evidence.verdict = wish.verdict();
      evidence.decidedAtMillis = atMillis;
      evidence.decidedReasons = Reasons.pack(wish.reasons());
    }
  }

  private static Standing after(Effect effect, Standing before) {
    if (effect.isTerminal()) {
      return Standing.OVER;
    }
    return effect == Effect.ADMIT ? Standing.ADMITTED : before;
  }
}
