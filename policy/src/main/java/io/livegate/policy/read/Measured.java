package io.livegate.policy.read;

import io.livegate.policy.KnownSignal;
import org.jspecify.annotations.Nullable;

/** What a deployment measures: rules that ask for more can never act. */
@FunctionalInterface
public interface Measured {

  /** How often a score is measured, at most. */
  double mostPerSecond(KnownSignal signal);

  /**
   * Where the configuration leaves a score out.
   *
   * @return the key to change and what is missing there, e.g. {@code 'cues.liveness' lacks loop};
   *     null for a score that is measured
   */
  default @Nullable String missing(KnownSignal signal) {
    return null;
  }
}
