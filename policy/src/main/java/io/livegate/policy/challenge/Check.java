package io.livegate.policy.challenge;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one task is told from the frames. Holds no state: that is in the evidence. */
interface Check {

  /** What the task looks at, NaN in a frame that does not show it. */
  double measure(ChallengeEvidence evidence, Sample sample);

  /**
   * Takes a frame that shows the measure.
   *
   * @param value the measure
   * @param after milliseconds since the clock started
   * @return the end of the task, or null while it goes on
   */
  @Nullable ChallengeReason step(
      ChallengeEvidence evidence, Sample sample, double value, int after);

  /** For how long the measure may be missing, milliseconds. */
  int patience(ChallengeEvidence evidence);

  /** How far the person has come, in one word. */
  String phase(ChallengeEvidence evidence);

  /** What was measured, for explanation: name to value in the measure's unit. */
  Map<String, Double> measured(ChallengeEvidence evidence);
}
