package io.livegate.job.decide;

import io.livegate.job.io.PolicyEvents;
import io.livegate.policy.Policy;
import org.jspecify.annotations.Nullable;

/** Takes records of the policies topic into force and says what became of them. */
final class PolicyControl {

  private final PoliciesInForce policies;

  PolicyControl(PoliciesInForce policies) {
    this.policies = policies;
  }

  /**
   * Applies a record, or rejects it.
   *
   * @return the event; null for a record that a later one has overtaken before it was read
   */
  byte @Nullable [] take(PolicyUpdate update, @Nullable Long nowMillis) throws Exception {
    if (!update.problems().isEmpty()) {
      String tenant = tenantOf(update.key());
      Policy still = policies.decider(tenant).policy();
      return PolicyEvents.rejected(
          update.problems(), still, new PolicyEvents.About(update.origin(), tenant, nowMillis));
    }
    PolicyKey key = PolicyKey.parse(update.key());
    if (!policies.apply(update)) {
      return null;
    }
    Policy now = policies.decider(key.tenant()).policy();
    PolicyEvents.About about = new PolicyEvents.About(update.origin(), key.tenant(), nowMillis);
    if (key.kind() == PolicyKey.Kind.POLICY) {
      return PolicyEvents.applied(now, about);
    }
    ModeSwitch thrown = update.text() == null ? null : ModeSwitch.ofChecked(key, update.text());
    return PolicyEvents.switched(update.by(), thrown == null ? null : thrown.reason(), now, about);
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
