package io.livegate.policy;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What sessions of one device add up to: so many strikes within a time, each from another session,
 * ban the device for a while.
 *
 * @param counted effects whose enforced actions are strikes
 * @param at how many strikes ban, 2 at least
 * @param within an older strike does not count any more
 * @param expires how long the ban lasts
 * @param mode {@link Mode#OBSERVE} says which bans there would be; null follows the policy
 */
public record Strikes(
    Set<Effect> counted, int at, Duration within, Duration expires, @Nullable Mode mode) {

  static final int FEWEST = 2;

  /** An older strike never counts. */
  public static final Duration LONGEST_WINDOW = Duration.ofDays(180);

  public Strikes {
    counted = Set.copyOf(counted);
    if (at < FEWEST) {
      throw new IllegalArgumentException("one session bans nobody, so not at " + at + " strikes");
    }
  }

  /** Whether bans are only marked. */
  public boolean isObserved() {
    return mode == Mode.OBSERVE;
  }
}
