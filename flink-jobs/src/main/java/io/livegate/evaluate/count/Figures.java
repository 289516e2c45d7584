package io.livegate.evaluate.count;

import io.livegate.evaluate.stats.Interval;
import io.livegate.evaluate.stats.Rate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Everything the report says in numbers. */
public record Figures(
    Group sessions,
    Group stills,
    Rate degradedRefused,
    Deepfake deepfake,
    Content content,
    Faces faces,
    Blinks blinks,
    DecisionMillis decisionMillis) {

  /**
   * The errors on files of one kind.
   *
   * @param bonaFide genuine people refused
   * @param attacks admitted, by label
   * @param attacksStopped admitted, but disconnected later
   * @param noFace admitted
   * @param bonaFideRefusable genuine people whose evidence at some moment amounted to a refusal
   * @param bonaFideUndecided genuine people about whom nothing was decided: non-response
   * @param attacksUndecided attacks about which nothing was decided
   */
  public record Group(
      Rate bonaFide,
      SortedMap<String, Rate> attacks,
      Rate attacksStopped,
      Rate noFace,
      Rate bonaFideRefusable,
      Rate bonaFideUndecided,
      Rate attacksUndecided) {

    public Group {
      attacks = new TreeMap<>(attacks);
    }
  }

  /**
   * Deepfake clips against genuine ones.
   *
   * @param clips how many deepfakes
   * @param scored on how many of them the lane gave a score: it does not judge small faces
   * @param scoredGenuine the same of the genuine clips
   * @param auc of the clip's mean score against all genuine clips; null without either
   * @param aucPairs share of fakes that score above their own original; null without pairs
   * @param pairs how many originals are known
   * @param flagged deepfakes on which a rule fired
   * @param flaggedReal genuine clips on which it did
   * @param admitted deepfakes that were let in
   * @param score whose figures these are
   * @param byScore the same for each score of the lane
   */
  public record Deepfake(
      int clips,
      int scored,
      int scoredGenuine,
      @Nullable Double auc,
      @Nullable Interval aucInterval,
      @Nullable Double aucPairs,
      @Nullable Interval aucPairsInterval,
      int pairs,
      Rate flagged,
      Rate flaggedReal,
      Rate admitted,
      SortedMap<String, Generator> byGenerator,
      String score,
      SortedMap<String, Score> byScore) {

    public Deepfake {
      byGenerator = new TreeMap<>(byGenerator);
      byScore = new TreeMap<>(byScore);
    }
  }

  /** One score of the lane, on the clips that have it. */
  public record Score(
      @Nullable Double auc, @Nullable Interval aucInterval, @Nullable Double aucPairs, int pairs) {}

  /** The same for one generator, against all genuine clips. */
  public record Generator(
      int clips,
      int scored,
      @Nullable Double auc,
      @Nullable Interval aucInterval,
      @Nullable Double aucPairs,
      int pairs,
      int flagged) {}

  /**
   * Explicit content.
   *
   * @param benign harmless files flagged
   * @param artNude nudes in art flagged
   * @param artNudeAuc of a file's largest explicit score, nudes in art against harmless files; null
   *     without either
   */
  public record Content(
      Rate benign, Rate artNude, @Nullable Double artNudeAuc, @Nullable Interval artNudeInterval) {}

  /**
   * Annotated faces.
   *
   * @param found by the finder; null when it could not look
   */
  public record Faces(int annotated, @Nullable Integer found) {}

  /**
   * Annotated blinks.
   *
   * @param hit of the annotated ones
   * @param falseAlarms others, in the time that was looked at; both null where nothing counts
   *     blinks
   */
  public record Blinks(int annotated, @Nullable Integer hit, @Nullable Integer falseAlarms) {}

  /** Media time from a clip's first frame to the gate's decision; null without one. */
  public record DecisionMillis(
      @Nullable Long admitP50, @Nullable Long refuseP50, @Nullable Long p95) {}

  /** The worst first; labels without members at the end. */
  public static Map<String, Rate> worstFirst(Map<String, Rate> attacks) {
    Map<String, Rate> sorted = new LinkedHashMap<>();
    attacks.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, Rate>>comparingDouble(
                    entry -> {
                      Double share = entry.getValue().share();
                      return share == null ? 1 : -share;
                    })
                .thenComparing(Map.Entry::getKey))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }
}
