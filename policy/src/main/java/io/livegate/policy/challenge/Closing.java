package io.livegate.policy.challenge;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a challenge ended, and what was seen of it.
 *
 * @param why and with it the result
 * @param phase how far the person came, in one word of the task's own
 * @param tookMillis from the task being on the screen to this, 0 when it never was
 * @param frames in which the task's measure could be taken
 * @param measured extremes by name, in the unit of the task's measure
 * @param watched of the deepfake lane's scores while the task was on: {@code NAME.max}, {@code
 *     NAME.mean}; empty when the lane gave none. A swap tears at profile and under a hand.
 */
public record Closing(
    ChallengeReason why,
    String phase,
    long tookMillis,
    int frames,
    Map<String, Double> measured,
    Map<String, Double> watched) {

  public Closing {
    measured = Collections.unmodifiableSortedMap(new TreeMap<>(measured));
    watched = Collections.unmodifiableSortedMap(new TreeMap<>(watched));
  }

  public Result result() {
    return why.result();
  }
}
