package io.livegate.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The admission gate.
 *
 * @param timeout how long a session may stay undecided, counted from its start (or from the first
 *     frame after an outage of our own); half-way the person is coached once
 * @param onTimeout what happens then
 * @param withoutReviewers what happens then instead of a review while nobody is on shift; null
 *     waits for somebody
 */
public record Gate(Duration timeout, OnTimeout onTimeout, @Nullable OnTimeout withoutReviewers) {

  /** A gate at which it makes no difference who is on shift. */
  public Gate(Duration timeout, OnTimeout onTimeout) {
    this(timeout, onTimeout, null);
  }

  /** What happens when the time is up. */
  public OnTimeout onTimeout(boolean reviewersOnShift) {
    return onTimeout == OnTimeout.REVIEW && !reviewersOnShift && withoutReviewers != null
        ? withoutReviewers
        : onTimeout;
  }
}
