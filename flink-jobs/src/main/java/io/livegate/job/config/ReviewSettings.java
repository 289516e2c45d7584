package io.livegate.job.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * The section {@code policy.reviews}.
 *
 * @param remember how long after an action it can be reviewed, and a strike counts at most
 */
public record ReviewSettings(Duration remember) implements Serializable {

  public static ReviewSettings read(ConfigSection s) {
    ReviewSettings settings =
        new ReviewSettings(
            s.duration(
                "remember", Duration.ofDays(184), Duration.ofMinutes(1), Duration.ofDays(3650)));
    s.finish();
    return settings;
  }
}
