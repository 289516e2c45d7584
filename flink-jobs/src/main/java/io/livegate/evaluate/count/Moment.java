package io.livegate.evaluate.count;

import io.livegate.policy.KnownSignals;
import io.livegate.signal.Signals;

/**
 * What was measured on one judged frame.
 *
 * @param atMillis media time
 * @param scores by place in {@link KnownSignals#all()}, NaN where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
public record Moment(long atMillis, double[] scores) {

  public static Moment of(Signals signals) {
    return new Moment(signals.atMillis(), KnownSignals.scoresOf(signals));
  }

  /** The score by its policy name, NaN where the frame has none. */
  public double score(String name) {
    return scores[KnownSignals.indexOf(name)];
  }
}
