package io.livegate.job.decide;

import io.livegate.policy.PolicyException;
import io.livegate.policy.PolicyParser;
import io.livegate.policy.decide.Decider;
import org.jspecify.annotations.Nullable;

/** The decider of the policy in force, parsed again only when its text changes. */
final class ActivePolicy {

  private final String shipped;
  private @Nullable String yaml;
  private @Nullable Decider decider;

  ActivePolicy(String shipped) {
    this.shipped = shipped;
  }

  /**
   * @param override the policy from the topic, null if there is none
   */
  Decider decider(@Nullable String override) {
    String wanted = override == null ? shipped : override;
    Decider current = decider;
    if (current == null || !wanted.equals(yaml)) {
      current = new Decider(parse(wanted));
      decider = current;
      yaml = wanted;
    }
    return current;
  }

  private static io.livegate.policy.Policy parse(String text) {
    try {
      return PolicyParser.parse(text, "in force");
    } catch (PolicyException e) {
      // Both kinds were checked before they came here.
      throw new IllegalStateException("a checked policy does not parse: " + e.getMessage(), e);
    }
  }
}
