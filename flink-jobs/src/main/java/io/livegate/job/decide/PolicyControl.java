package io.livegate.job.decide;

import io.livegate.job.config.JudgeSettings;
import io.livegate.job.config.JudgeSettingsParser;
import io.livegate.job.io.ModelsEvents;
import io.livegate.job.io.PolicyEvents;
import io.livegate.job.io.SettingsEvents;
import io.livegate.job.swap.ModelPlan;
import io.livegate.job.swap.ModelPlanReader;
import io.livegate.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes records of the policies topic into force and says what became of them. */
final class PolicyControl {

  private final PoliciesInForce policies;
  private final JudgeSettings configured;
  private final ModelPlanReader plans;

  /**
   * @param configured what the job was started with
   * @param plans reads what is said of models
   */
  PolicyControl(PoliciesInForce policies, JudgeSettings configured, ModelPlanReader plans) {
    this.policies = policies;
    this.configured = configured;
    this.plans = plans;
  }

  /**
   * Applies a record, or rejects it.
   *
   * @return the event; null for a record that a later one has overtaken before it was read
   */
  byte @Nullable [] take(PolicyUpdate update, @Nullable Long nowMillis) throws Exception {
    policies.read(update);
    if (!update.problems().isEmpty()) {
      return rejected(update, update.problems(), nowMillis);
    }
    if (policies.isOvertaken(update)) {
      return null;
    }
    List<String> problems = policies.apply(update);
    if (!problems.isEmpty()) {
      return rejected(update, problems, nowMillis);
    }
    PolicyKey key = PolicyKey.parse(update.key());
    PolicyEvents.About about = about(update, key, nowMillis);
    if (key.kind() == PolicyKey.Kind.SETTINGS) {
      String all = policies.text(new PolicyKey(PolicyKey.Kind.SETTINGS, null));
      String own = key.tenant() == null ? null : update.text();
      return SettingsEvents.applied(
          JudgeSettingsParser.layered(configured, all, own), update.text() == null, about);
    }
    if (key.kind() == PolicyKey.Kind.MODELS) {
      return ModelsEvents.applied(plan(key), update.text() == null, about);
    }
    if (key.kind() == PolicyKey.Kind.REVIEWERS) {
      String shift = update.text();
      return PolicyEvents.reviewers(
          shift == null ? null : (Long) ReviewShift.ofChecked(shift).untilMillis(), about);
    }
    Policy now = policies.decider(key).policy();
    if (key.kind().decides()) {
      return PolicyEvents.applied(now, about);
    }
    ModeSwitch thrown = update.text() == null ? null : ModeSwitch.ofChecked(key, update.text());
    return PolicyEvents.switched(
        update.kindOfPublisher(), thrown == null ? null : thrown.reason(), now, about);
  }

  private byte[] rejected(PolicyUpdate update, List<String> problems, @Nullable Long nowMillis)
      throws Exception {
    PolicyKey key = keyOf(update);
    PolicyEvents.About about = about(update, key, nowMillis);
    if (PolicyKey.isAboutModels(update.key())) {
      boolean isLane = key.kind() == PolicyKey.Kind.MODELS;
      return ModelsEvents.rejected(problems, isLane ? plan(key) : null, about);
    }
    return update.key().startsWith(PolicyKey.Kind.SETTINGS.prefix())
        ? SettingsEvents.rejected(problems, about)
        : PolicyEvents.rejected(problems, policies.decider(key).policy(), about);
  }

  /** What holds for a lane. A record that an earlier release took and this one does not is none. */
  private ModelPlan plan(PolicyKey key) throws Exception {
    return plans.read(key.lane(), policies.text(key), new ArrayList<>());
  }

  private static PolicyEvents.About about(
      PolicyUpdate update, PolicyKey key, @Nullable Long nowMillis) {
    Audience audience = Audience.of(key);
    return new PolicyEvents.About(
        update.origin(),
        key.tenant(),
        audience.region(),
        audience.experiment(),
        update.author(),
        nowMillis);
  }

  /** The key may itself be what is wrong with the record. */
  private static PolicyKey keyOf(PolicyUpdate update) {
    try {
      return PolicyKey.parse(update.key());
    } catch (IllegalArgumentException e) {
      return new PolicyKey(PolicyKey.Kind.POLICY, null);
    }
  }
}
