package io.livegate.job.decide;

import io.livegate.job.JudgeSettings;
import io.livegate.job.JudgeSettingsParser;
import io.livegate.job.io.PolicyEvents;
import io.livegate.job.io.SettingsEvents;
import io.livegate.policy.Policy;
import org.jspecify.annotations.Nullable;

/** Takes records of the policies topic into force and says what became of them. */
final class PolicyControl {

  private final PoliciesInForce policies;
  private final JudgeSettings configured;

  PolicyControl(PoliciesInForce policies, JudgeSettings configured) {
    this.policies = policies;
    this.configured = configured;
  }

  /**
   * Applies a record, or rejects it.
   *
   * @return the event; null for a record that a later one has overtaken before it was read
   */
  byte @Nullable [] take(PolicyUpdate update, @Nullable Long nowMillis) throws Exception {
    if (!update.problems().isEmpty()) {
      return rejected(update, nowMillis);
    }
    PolicyKey key = PolicyKey.parse(update.key());
    if (!policies.apply(update)) {
      return null;
    }
    if (key.kind() == PolicyKey.Kind.SETTINGS) {
      String all = policies.text(new PolicyKey(PolicyKey.Kind.SETTINGS, null));
      String own = key.tenant() == null ? null : update.text();
      return SettingsEvents.applied(
          JudgeSettingsParser.layered(configured, all, own),
          update.text() == null,
          new PolicyEvents.About(update.origin(), key.tenant(), nowMillis));
    }
    Policy now = policies.decider(key.tenant()).policy();
    PolicyEvents.About about = new PolicyEvents.About(update.origin(), key.tenant(), nowMillis);
    if (key.kind() == PolicyKey.Kind.POLICY) {
      return PolicyEvents.applied(now, about);
    }
    ModeSwitch thrown = update.text() == null ? null : ModeSwitch.ofChecked(key, update.text());
    return PolicyEvents.switched(update.by(), thrown == null ? null : thrown.reason(), now, about);
  }

  private byte[] rejected(PolicyUpdate update, @Nullable Long nowMillis) throws Exception {
    String tenant = tenantOf(update.key());
    PolicyEvents.About about = new PolicyEvents.About(update.origin(), tenant, nowMillis);
    if (update.key().startsWith(PolicyKey.Kind.SETTINGS.prefix())) {
      return SettingsEvents.rejected(update.problems(), about);
    }
    return PolicyEvents.rejected(update.problems(), policies.decider(tenant).policy(), about);
  }

  /** Of a key that may itself be what is wrong with the record. */
  private static @Nullable String tenantOf(String key) {
    try {
      return PolicyKey.parse(key).tenant();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
