package io.livegate.job.decide;

import org.jspecify.annotations.Nullable;

/**
 * The sessions for which the same files decide.
 *
 * @param tenant null for all tenants that have nothing of their own
 * @param region of which there is a layer; null without one
 * @param experiment that they are drawn for; null without one
 */
public record Audience(
    @Nullable String tenant, @Nullable String region, @Nullable String experiment) {

  /** Whom a record of this key is for. */
  static Audience of(PolicyKey key) {
    return new Audience(
        key.tenant(),
        key.kind() == PolicyKey.Kind.REGION ? key.name() : null,
        key.kind() == PolicyKey.Kind.EXPERIMENT ? key.name() : null);
  }

  /** Whether a record of this key can make a difference to them. */
  boolean concerns(PolicyKey key) {
    boolean theirs = key.tenant() == null || key.tenant().equals(tenant);
    return theirs
        && switch (key.kind()) {
          case POLICY -> true;
          case REGION -> String.valueOf(key.name()).equals(region);
          case EXPERIMENT -> String.valueOf(key.name()).equals(experiment);
          case OBSERVE, BREAKER, SETTINGS, MODELS, REVIEWERS -> false;
        };
  }
}
