package io.livegate.policy;

import io.livegate.policy.challenge.ChallengeSettings;
import io.livegate.signal.Lane;
import java.util.List;
import java.util.Map;

/**
 * A checked policy; made by {@link PolicyParser} only, which refuses what breaks a guard rail.
 *
 * @param id name of the policy, stands in every event
 * @param version counts up with every change, stands in every event
 * @param mode {@link Mode#OBSERVE} carries nothing out, whatever the rules say
 * @param onUnavailable what a lane without its model means, for every lane
 * @param gate the admission gate
 * @param challenge what its challenges are like
 * @param rules in the order of the file: of two equally severe rules the earlier wins
 */
public record Policy(
    String id,
    int version,
    Mode mode,
    Map<Lane, OnUnavailable> onUnavailable,
    Gate gate,
    ChallengeSettings challenge,
    List<Rule> rules) {

  public Policy {
    onUnavailable = Map.copyOf(onUnavailable);
    rules = List.copyOf(rules);
  }

  /** The same rules, none of which is carried out. */
  public Policy observed() {
    return mode == Mode.OBSERVE
        ? this
        : new Policy(id, version, Mode.OBSERVE, onUnavailable, gate, challenge, rules);
  }

  public OnUnavailable onUnavailable(Lane lane) {
    return onUnavailable.getOrDefault(lane, OnUnavailable.IGNORE);
  }
}
