package io.livegate.policy.standing;

import io.livegate.policy.Effect;
import io.livegate.policy.LayerStamp;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An enforced action that somebody may have looked at again: it took something from a person, or
 * asked a human about them.
 *
 * @param action id of its event
 * @param device pseudonymous; null where the platform named none, or two sent at once
 * @param layers what was laid over the policy of that name, the lowest first
 * @param atMillis when, by the session's clock
 * @param admitted whether the session was past the gate
 * @param expiresAtMillis of a ban: its end
 * @param terms by which it is a strike; null if it is none
 */
public record Restriction(
    String action,
    String tenant,
    String session,
    @Nullable String call,
    @Nullable String device,
    Effect effect,
    String ruleId,
    Verdict verdict,
    List<ReasonCode> reasons,
    String policyId,
    int policyVersion,
    List<LayerStamp> layers,
    long atMillis,
    boolean admitted,
    @Nullable Long expiresAtMillis,
    @Nullable StrikeTerms terms) {

  public Restriction {
    reasons = List.copyOf(reasons);
    layers = List.copyOf(layers);
  }

  /** Whether it counts towards a ban: nobody is punished for what is uncertain. */
  boolean isStrike() {
    return device != null && terms != null && verdict != Verdict.UNSURE;
  }

  /** The ban of its device that follows from it. */
  Restriction ban(String id, String by, long fromMillis, @Nullable Long untilMillis) {
    return new Restriction(
        id,
        tenant,
        session,
        call,
        device,
        Effect.BAN,
        by,
        verdict,
        reasons,
        policyId,
        policyVersion,
        layers,
        fromMillis,
        admitted,
        untilMillis,
        null);
  }
}
