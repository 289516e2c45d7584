package io.livegate.policy.breaker;

import io.livegate.policy.Effect;
import org.jspecify.annotations.Nullable;

/** What a decision means to the breaker. */
public enum CountedOutcome {
  /** Let in: what the others are measured against. */
  ADMITTED,
  /** Not let in. */
  REFUSED,
  /** Disconnected or banned. */
  REMOVED;

  /** Null for an effect that is not counted. */
  public static @Nullable CountedOutcome of(Effect effect) {
    return switch (effect) {
      case ADMIT -> ADMITTED;
      case REFUSE -> REFUSED;
      case DISCONNECT, BAN -> REMOVED;
      case COACH, CHALLENGE, REVIEW, WARN, BLUR -> null;
    };
  }
}
