package io.livegate.compare;

import io.livegate.evaluate.stats.Interval;
import io.livegate.evaluate.stats.Rate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the scores of two models differ.
 *
 * @param task of both
 * @param score that is compared, e.g. {@code liveness.live}
 * @param a the model there is
 * @param b the one that might replace it
 * @param both frames that both answered
 * @param agree of these, how often both are on the same side of {@code threshold}
 * @param threshold that agreement and errors are counted at
 * @param rankCorrelation Spearman's, of the frames that both answered; null where it has none
 * @param meanShift of B against A, in the same frames; null without any
 * @param unread files that could not be read, each with why
 * @param warnings what speaks against believing the rest, in words
 */
record ScoreComparison(
    String task,
    String score,
    Side a,
    Side b,
    int both,
    Rate agree,
    double threshold,
    @Nullable Double rankCorrelation,
    @Nullable Double meanShift,
    List<String> unread,
    List<String> warnings)
    implements Comparison {

  /**
   * One model.
   *
   * @param id of its card
   * @param family of its card
   * @param frames it was shown
   * @param answered frames it gave a score for; the others were too small, turned away or empty
   * @param spread standard deviation of its scores
   * @param means of the files' mean scores, by what the files show
   * @param missed files that should score high and whose mean is below the threshold
   * @param falseAlarms files that should score low and whose mean is not
   * @param auc over files, null where a class is empty
   * @param aucInterval 95 %, by bootstrap over files
   * @param millis median of one frame in its lane
   */
  record Side(
      String id,
      String family,
      int frames,
      int answered,
      double spread,
      Map<String, Mean> means,
      Rate missed,
      Rate falseAlarms,
      @Nullable Double auc,
      @Nullable Interval aucInterval,
      double millis) {}

  /**
   * @param files how many
   * @param score the mean of their means
   */
  record Mean(int files, double score) {}
}
