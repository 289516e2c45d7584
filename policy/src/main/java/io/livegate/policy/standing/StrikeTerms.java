package io.livegate.policy.standing;

import io.livegate.policy.Effect;
import io.livegate.policy.Policy;
import io.livegate.policy.Strikes;
import org.jspecify.annotations.Nullable;

/**
 * By which terms an action is a strike: those of the policy that decided it.
 *
 * @param at how many strikes ban, 2 at least
 * @param withinMillis an older strike does not count
 * @param banMillis how long the ban lasts
 * @param observed whether the ban is only marked
 */
public record StrikeTerms(int at, long withinMillis, long banMillis, boolean observed) {

  /** The terms for an action of this effect; null if it is no strike. */
  public static @Nullable StrikeTerms of(Policy policy, Effect effect) {
    Strikes strikes = policy.strikes();
    if (strikes == null || !strikes.counted().contains(effect)) {
      return null;
    }
    return new StrikeTerms(
        strikes.at(),
        strikes.within().toMillis(),
        strikes.expires().toMillis(),
        strikes.isObserved());
  }
}
