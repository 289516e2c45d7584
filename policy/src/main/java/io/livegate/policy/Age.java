package io.livegate.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a session has lasted.
 *
 * @param sinceAdmission counted from its admission, before which the rule does not hold; else from
 *     the session's first record
 * @param atLeast zero or more
 * @param below longer than {@code atLeast}; null for no end
 */
public record Age(boolean sinceAdmission, Duration atLeast, @Nullable Duration below) {

  /** Whether a session of this age is meant. */
  public boolean holds(long millis) {
    return millis >= atLeast.toMillis() && (below == null || millis < below.toMillis());
  }
}
