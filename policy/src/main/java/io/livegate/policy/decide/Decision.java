package io.livegate.policy.decide;

import io.livegate.policy.Effect;
import io.livegate.policy.LayerStamp;
import io.livegate.policy.Mode;
import io.livegate.policy.challenge.Challenge;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One decision about one session, with everything that explains it.
 *
 * @param effect what the platform is to do
 * @param ruleId the rule, or {@code gate.timeout}, {@code gate.coach}, {@code gate.unavailable}
 * @param mode {@link Mode#OBSERVE}: only what would have happened
 * @param verdict what the session is held to show
 * @param atMillis on the session's time axis
 * @param ordinal 0 for the session's first decision, then one more each time
 * @param admitted whether the session is admitted once this decision is carried out
 * @param reasons most telling first
 * @param evidence the conditions that held; empty for what only time decided
 * @param models that gave the scores of those conditions
 * @param policyId which policy
 * @param policyVersion and which of its versions
 * @param layers what was laid over that policy, the lowest first
 * @param expiresAtMillis end of a ban, or earliest time to come back; null when there is none
 * @param automation how far it was made by machine
 * @param challenge of the effect {@link Effect#CHALLENGE}: the task, and once it is over how it
 *     ended; null for all others
 */
public record Decision(
    Effect effect,
    String ruleId,
    Mode mode,
    Verdict verdict,
    long atMillis,
    int ordinal,
    boolean admitted,
    List<ReasonCode> reasons,
    List<Fired> evidence,
    List<ModelStamp> models,
    String policyId,
    int policyVersion,
    List<LayerStamp> layers,
    @Nullable Long expiresAtMillis,
    Automation automation,
    @Nullable Challenge challenge) {

  public Decision {
    reasons = List.copyOf(reasons);
    evidence = List.copyOf(evidence);
    models = List.copyOf(models);
    layers = List.copyOf(layers);
  }

  /** A decision of a policy without layers that has nothing to do with a challenge. */
  public Decision(
      Effect effect,
      String ruleId,
      Mode mode,
      Verdict verdict,
      long atMillis,
      int ordinal,
      boolean admitted,
      List<ReasonCode> reasons,
      List<Fired> evidence,
      List<ModelStamp> models,
      String policyId,
      int policyVersion,
      @Nullable Long expiresAtMillis,
      Automation automation) {
    this(
        effect,
        ruleId,
        mode,
        verdict,
        atMillis,
        ordinal,
        admitted,
        reasons,
        evidence,
        models,
        policyId,
        policyVersion,
        List.of(),
        expiresAtMillis,
        automation,
        null);
  }

  /** The same, about this task. */
  Decision about(Challenge task) {
    return new Decision(
        effect,
        ruleId,
        mode,
        verdict,
        atMillis,
        ordinal,
        admitted,
        reasons,
        evidence,
        models,
        policyId,
        policyVersion,
        layers,
        expiresAtMillis,
        automation,
        task);
  }
}
