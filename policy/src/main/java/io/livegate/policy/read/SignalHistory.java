package io.livegate.policy.read;

import io.livegate.policy.Condition;
import io.livegate.policy.KnownSignals;
import io.livegate.policy.Policy;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Holds a policy's thresholds against scores that were recorded: a threshold where none was ever
 * observed decides by what nobody has seen. Keeps a few numbers for each condition, whatever the
 * length of the recording.
 */
public final class SignalHistory {

  /** Of the range of the scores seen; a hole that wide around a threshold is worth a look. */
  private static final double WIDE = 0.1;

  private final List<Watched> watched = new ArrayList<>();

  public SignalHistory(Policy policy) {
    for (int rule = 0; rule < policy.rules().size(); rule++) {
      List<Condition> when = policy.rules().get(rule).conditions();
      for (int i = 0; i < when.size(); i++) {
        watched.add(
            new Watched(
                policy.rules().get(rule).id(), PolicyCheck.pointer(policy, rule, i), when.get(i)));
      }
    }
  }

  public void add(Signals signals) {
    double[] scores = KnownSignals.scoresOf(signals);
    for (Watched one : watched) {
      double score = scores[one.place];
      if (!Double.isNaN(score)) {
        one.add(score);
      }
    }
  }

  void check(List<PolicyCheck.Finding> findings) {
    for (Watched one : watched) {
      String wrong = one.wrong();
      if (!wrong.isEmpty()) {
        boolean below = one.condition.comparison() == Condition.Comparison.BELOW;
        String pointer = one.pointer + (below ? "/below" : "/atLeast");
        findings.add(new PolicyCheck.Finding(one.rule, pointer, wrong));
      }
    }
  }

  private static final class Watched {

    final String rule;
    final String pointer;
    final Condition condition;
    final int place;
    private long scores;
    private long hits;
    private double lowest = Double.POSITIVE_INFINITY;
    private double highest = Double.NEGATIVE_INFINITY;
    private double nearestUnder = Double.NEGATIVE_INFINITY;
    private double nearestOver = Double.POSITIVE_INFINITY;

    Watched(String rule, String pointer, Condition condition) {
      this.rule = rule;
      this.pointer = pointer;
      this.condition = condition;
      this.place = KnownSignals.indexOf(condition.signal());
    }

    void add(double score) {
      scores++;
      hits += condition.isHit(score) ? 1 : 0;
      lowest = Math.min(lowest, score);
      highest = Math.max(highest, score);
      if (score < condition.threshold()) {
        nearestUnder = Math.max(nearestUnder, score);
      } else {
        nearestOver = Math.min(nearestOver, score);
      }
    }

    /** Empty when the threshold lies among what was observed. */
    String wrong() {
      boolean below = condition.comparison() == Condition.Comparison.BELOW;
      String side = (below ? "below " : "at least ") + condition.threshold();
      if (scores == 0) {
        return condition.signal()
            + " was never measured in this recording: nobody knows what this"
            + " condition does; record sessions with that lane, or use another signal";
      }
      String seen =
          String.format(
              Locale.ROOT, "the %,d scores seen go from %.4f to %.4f", scores, lowest, highest);
      if (hits == 0) {
        return "no score of "
            + condition.signal()
            + " was ever "
            + side
            + ": "
            + seen
            + "; such a rule cannot be foreseen from this recording";
      }
      if (hits == scores) {
        return "every score of "
            + condition.signal()
            + " was "
            + side
            + ": "
            + seen
            + "; the condition tells nobody from anybody in this recording";
      }
      boolean twoValues = nearestUnder == lowest && nearestOver == highest;
      double hole = nearestOver - nearestUnder;
      if (!twoValues && hole > WIDE * (highest - lowest)) {
        return String.format(
            Locale.ROOT,
            "no score of %s was observed between %.4f and %.4f: every threshold there decides alike"
                + " on this recording, and nobody knows which is right",
            condition.signal(),
            nearestUnder,
            nearestOver);
      }
      return "";
    }
  }
}
