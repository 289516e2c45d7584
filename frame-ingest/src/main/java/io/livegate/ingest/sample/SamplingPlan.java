package io.livegate.ingest.sample;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How often a session is looked at. Cadence is not policy: a policy is replayed on whatever was
 * judged.
 *
 * @param gatePerSecond frames a second from the session's first frame on
 * @param gateDuration for how long
 * @param watchPerSecond frames a second afterwards
 * @param burstPerSecond frames a second after {@link Sampler#burst}
 * @param burstDuration for how long each time
 * @param looksPerSecond glances a second at frames that are not due, for a change of scene ({@link
 *     ChangeWatch}); 0 for none
 * @param spotEvery once in each such time frames are judged at the gate's rate though nothing calls
 *     for it ({@link SpotChecks}); zero for never
 * @param spotDuration for how long
 */
public record SamplingPlan(
    double gatePerSecond,
    Duration gateDuration,
    double watchPerSecond,
    double burstPerSecond,
    Duration burstDuration,
    double looksPerSecond,
    Duration spotEvery,
    Duration spotDuration) {

  /** 10 a second for 3 s, then one a second with bursts of 10 a second for 1 s. */
  public static final SamplingPlan DEFAULT =
      new SamplingPlan(
          10, Duration.ofSeconds(3), 1, 10, Duration.ofSeconds(1), 4, Duration.ZERO, Duration.ZERO);

  /** One rate for as long as it lasts. */
  public static SamplingPlan steady(double perSecond) {
    Duration never = Duration.ZERO;
    return new SamplingPlan(perSecond, never, perSecond, perSecond, never, 0, never, never);
  }

  public SamplingPlan {
    List<String> problems = new ArrayList<>();
    checkRate(problems, "gatePerSecond", gatePerSecond);
    checkRate(problems, "watchPerSecond", watchPerSecond);
    checkRate(problems, "burstPerSecond", burstPerSecond);
    if (!(looksPerSecond >= 0 && looksPerSecond <= 240)) {
      problems.add("looksPerSecond must be 0 to 240 frames a second, not " + looksPerSecond);
    }
    checkDuration(problems, "gateDuration", gateDuration);
    checkDuration(problems, "burstDuration", burstDuration);
    checkDuration(problems, "spotEvery", spotEvery);
    checkDuration(problems, "spotDuration", spotDuration);
    if (!spotEvery.isZero() && spotDuration.compareTo(spotEvery) > 0) {
      problems.add("spotDuration must be at most spotEvery, not " + spotDuration);
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("sampling plan: " + String.join("; ", problems));
    }
  }

  private static void checkRate(List<String> problems, String name, double rate) {
    if (!(rate >= 0.01 && rate <= 240)) {
      problems.add(name + " must be 0.01 to 240 frames a second, not " + rate);
    }
  }

  private static void checkDuration(List<String> problems, String name, Duration duration) {
    if (duration.isNegative() || duration.compareTo(Duration.ofDays(1)) > 0) {
      problems.add(name + " must be 0 to 24 hours, not " + duration);
    }
  }
}
