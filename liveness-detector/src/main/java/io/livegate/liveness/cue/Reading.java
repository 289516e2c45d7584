package io.livegate.liveness.cue;

import io.livegate.signal.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * What a cue says at one frame.
 *
 * @param value in the cue's own unit, see {@link CueKind}; NaN when there is nothing to say
 * @param confidence 0..1: how far the frames allowed the measurement (size, light, rate, movement),
 *     0 when there is nothing to say
 * @param reason why the session may be in trouble, in the words of events; null for nothing to name
 */
public record Reading(double value, double confidence, @Nullable ReasonCode reason) {

  /** The frames do not allow an answer. */
  public static final Reading NONE = new Reading(Double.NaN, 0, null);

  public Reading {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException("a confidence lies in 0..1: " + confidence);
    }
    if (confidence > 0 && !Double.isFinite(value)) {
      throw new IllegalArgumentException("a cue that is confident has a finite value: " + value);
    }
  }

  /** Something measured with full confidence and nothing to complain about. */
  public static Reading of(double value) {
    return new Reading(value, 1, null);
  }

  public boolean isPresent() {
    return confidence > 0;
  }
}
