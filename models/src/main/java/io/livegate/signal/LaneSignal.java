package io.livegate.signal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One lane's answer for one frame.
 *
 * @param lane which question
 * @param status whether it was answered
 * @param scores named scalars, rounded to 1e-4 so that the same input gives the same decision
 *     everywhere; finite; empty unless {@link LaneStatus#OK} or, for cues that need no model,
 *     UNAVAILABLE
 * @param reasons why the scores are as they are, or why there are none
 * @param models what computed them
 */
public record LaneSignal(
    Lane lane,
    LaneStatus status,
    Map<String, Double> scores,
    List<ReasonCode> reasons,
    List<ModelStamp> models) {

  /**
   * @throws IllegalArgumentException if a score is no number, naming it: rounded it would be a
   *     confident zero
   */
  public LaneSignal {
    Map<String, Double> rounded = new TreeMap<>();
    scores.forEach(
        (name, value) -> {
          if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(lane.id() + "." + name + " is " + value);
          }
          rounded.put(name, round(value));
        });
    scores = rounded;
    reasons = List.copyOf(reasons);
    models = List.copyOf(models);
  }

  public static LaneSignal ok(
      Lane lane, Map<String, Double> scores, List<ReasonCode> reasons, List<ModelStamp> models) {
    return new LaneSignal(lane, LaneStatus.OK, scores, reasons, models);
  }

  public static LaneSignal without(
      Lane lane, LaneStatus status, List<ReasonCode> reasons, List<ModelStamp> models) {
    return new LaneSignal(lane, status, Map.of(), reasons, models);
  }

  /** Rounds to 1e-4, half up. */
  public static double round(double score) {
    return Math.round(score * 1e4) / 1e4;
  }
}
