package io.livegate.replay;

import org.jspecify.annotations.Nullable;

/**
 * One session, decided again.
 *
 * @param firstMillis time of its first record
 * @param now under the policy asked about
 * @param before under the policy it is held against; null without one
 * @param borderline one judged frame more or fewer in each condition would give another outcome
 * @param censored the policy it is held against put the session out, so that nobody can know what
 *     would have come next under the one asked about
 */
public record Replayed(
    String tenant,
    String session,
    long firstMillis,
    Ruling now,
    @Nullable Ruling before,
    boolean borderline,
    boolean censored) {

  /** Whether the two policies leave it in different states. */
  public boolean outcomeChanged() {
    return before != null
        && (before.summary().outcome() != now.summary().outcome()
            || before.summary().admitted() != now.summary().admitted());
  }

  /** Whether it meets another kind of action, or one fewer, though it is left in the same state. */
  public boolean actionsChanged() {
    return before != null
        && !outcomeChanged()
        && !before.firstActions().keySet().equals(now.firstActions().keySet());
  }
}
