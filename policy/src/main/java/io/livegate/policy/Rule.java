package io.livegate.policy;

import io.livegate.signal.ReasonCode;
import io.livegate.signal.Verdict;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When all conditions hold in this phase, the effect follows.
 *
 * @param id unique in the policy; stands in every event the rule causes
 * @param phase when in the session's life the rule is looked at
 * @param when at least one condition; all must hold
 * @param effect what follows
 * @param verdict what the session is then held to show
 * @param reason the reason code of its decisions; null takes those the lanes gave with the frame
 * @param cooldown how long the rule is silent after it fired, {@link #DEFAULT_COOLDOWN} when null;
 *     of a refusal or disconnect: how long the person is asked to stay away
 * @param expires of a ban: how long it lasts
 * @param mode {@link Mode#OBSERVE} marks what this rule would do while the policy enforces; null
 *     follows the policy
 */
public record Rule(
    String id,
    Phase phase,
    List<Condition> when,
    Effect effect,
    Verdict verdict,
    @Nullable ReasonCode reason,
    @Nullable Duration cooldown,
    @Nullable Duration expires,
    @Nullable Mode mode) {

  /** A rule without a cooldown of its own repeats itself at most this often. */
  public static final Duration DEFAULT_COOLDOWN = Duration.ofSeconds(60);

  public Rule {
    when = List.copyOf(when);
  }

  public Duration silence() {
    return cooldown == null ? DEFAULT_COOLDOWN : cooldown;
  }

  /** Whether the rule alone is in observe mode. */
  public boolean isObserved() {
    return mode == Mode.OBSERVE;
  }
}
