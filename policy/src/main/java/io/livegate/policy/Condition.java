package io.livegate.policy;

import io.livegate.signal.LaneSignal;
import java.time.Duration;

/**
 * A score held a threshold in {@code hits} of the last {@code of} samples that carried that score,
 * all of them within {@code within}, first and last hit at least {@code spanning} apart. Where that
 * asks for less than two samples a second, there is one in each {@link #paceMillis} at most.
 *
 * @param signal {@code lane.score}, one of {@link KnownSignals}
 * @param comparison which side of the threshold is a hit
 * @param threshold in the signal's own unit
 * @param hits 1..of
 * @param of 1..64; with fewer samples than {@code hits} the condition does not hold
 * @param within positive; older samples do not count
 * @param spanning zero or more, so that a burst of frames is not taken for persistence
 */
public record Condition(
    String signal,
    Comparison comparison,
    double threshold,
    int hits,
    int of,
    Duration within,
    Duration spanning) {

  /** Between what two samples a second and one in two seconds need lies this. */
  private static final long SLOW_MILLIS = 600;

  /** Which side of the threshold is a hit. */
  public enum Comparison {
    AT_LEAST,
    BELOW
  }

  /** Whether the score, rounded to 1e-4 as it travels, is on the side the condition looks for. */
  public boolean isHit(double score) {
    double rounded = LaneSignal.round(score);
    return comparison == Comparison.AT_LEAST ? rounded >= threshold : rounded < threshold;
  }

  /**
   * How much time one sample stands for, 0 where every one counts. Frames of a call come one a
   * second, and ten a second in a burst: were each of those to count, the window of a condition
   * that asks about half a minute would hold three seconds, and somebody who keeps the picture
   * changing would never meet it.
   */
  public long paceMillis() {
    long pace = of > 2 ? spanning.toMillis() / (of - 2) : 0;
    return pace > SLOW_MILLIS ? pace : 0;
  }

  /** See {@link Policy#withHits}. */
  Condition withHits(int more) {
    int asked = Math.max(1, Math.min(hits + more, of));
    return new Condition(signal, comparison, threshold, asked, of, within, spanning);
  }

  /** The condition in words, e.g. {@code face.present below 0.5 in 12 of 16 within PT3S}. */
  public String describe() {
    return signal
        + (comparison == Comparison.AT_LEAST ? " at least " : " below ")
        + threshold
        + " in "
        + hits
        + " of "
        + of
        + " within "
        + within
        + (spanning.isZero() ? "" : " spanning " + spanning);
  }
}
