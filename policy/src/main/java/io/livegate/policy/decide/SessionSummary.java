package io.livegate.policy.decide;

import io.livegate.policy.evidence.Outcome;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Verdict;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a session stands; at its end, its result. Only what is in force counts: decisions in
 * observe mode change nothing here.
 *
 * @param outcome by precedence
 * @param admitted whether it was ever let in, which a later review or disconnect does not hide
 * @param verdict of the decision that set the outcome; {@link Verdict#UNSURE} while undecided
 * @param decidedAtMillis time of that decision; null while undecided
 * @param reasons of that decision; while undecided those the frames gave most
 * @param frames what became of the session's frames
 * @param lastScores the newest score of each signal
 */
public record SessionSummary(
    Outcome outcome,
    boolean admitted,
    Verdict verdict,
    @Nullable Long decidedAtMillis,
    List<ReasonCode> reasons,
    FrameCounts frames,
    Map<String, Double> lastScores) {

  public SessionSummary {
    reasons = List.copyOf(reasons);
    lastScores = Collections.unmodifiableSortedMap(new TreeMap<>(lastScores));
  }
}
