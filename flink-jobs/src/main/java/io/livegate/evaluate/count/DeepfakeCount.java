package io.livegate.evaluate.count;

import io.livegate.evaluate.count.Figures.Deepfake;
import io.livegate.evaluate.manifest.ManifestEntry;
import io.livegate.evaluate.manifest.Truth;
import io.livegate.evaluate.stats.Auc;
import io.livegate.evaluate.stats.Rate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How well the deepfake lane tells swapped from genuine clips. A clip's score is its mean. The
 * figures are those of the whole lane's suspicion; where nothing has one, of the model alone, whose
 * figures stand beside it in any case.
 */
final class DeepfakeCount {

  static final String MODEL = "deepfake.fake";
  static final String WHOLE = "deepfake.suspicion";

  private final Predicate<Case> flagged;
  private String score = WHOLE;

  /**
   * @param flagged whether a rule on any of the lane's scores fired
   */
  DeepfakeCount(Predicate<Case> flagged) {
    this.flagged = flagged;
  }

  Deepfake of(List<Case> clips) {
    SortedMap<String, Figures.Score> byScore = new TreeMap<>();
    for (String name : List.of(MODEL, WHOLE)) {
      score = name;
      byScore.put(name, alone(clips));
    }
    boolean any = clips.stream().anyMatch(c -> !Double.isNaN(c.mean(WHOLE)));
    score = any ? WHOLE : MODEL;
    return counted(clips, byScore);
  }

  private Figures.Score alone(List<Case> clips) {
    List<Case> fakes = clips.stream().filter(c -> c.truth() == Truth.DEEPFAKE).toList();
    double[] genuine = means(clips.stream().filter(c -> c.truth() == Truth.BONA_FIDE).toList());
    Pairs pairs = pairs(fakes, clips);
    return new Figures.Score(
        Auc.of(means(fakes), genuine),
        Auc.interval(means(fakes), genuine),
        Auc.ofPairs(pairs.fakes, pairs.originals),
        pairs.fakes.length);
  }

  private Deepfake counted(List<Case> clips, SortedMap<String, Figures.Score> byScore) {
    List<Case> fakes = clips.stream().filter(c -> c.truth() == Truth.DEEPFAKE).toList();
    List<Case> genuine = clips.stream().filter(c -> c.truth() == Truth.BONA_FIDE).toList();
    double[] genuineScores = means(genuine);
    Pairs pairs = pairs(fakes, clips);
    SortedMap<String, Figures.Generator> byGenerator = new TreeMap<>();
    fakes.stream()
        .map(c -> Generator.of(c.entry()))
        .distinct()
        .forEach(name -> byGenerator.put(name, generator(name, fakes, clips, genuineScores)));
    return new Deepfake(
        fakes.size(),
        means(fakes).length,
        genuineScores.length,
        Auc.of(means(fakes), genuineScores),
        Auc.interval(means(fakes), genuineScores),
        Auc.ofPairs(pairs.fakes, pairs.originals),
        Auc.intervalOfPairs(pairs.fakes, pairs.originals),
        pairs.fakes.length,
        flagged(fakes),
        flagged(genuine),
        new Rate((int) fakes.stream().filter(Case::admitted).count(), fakes.size()),
        byGenerator,
        score,
        byScore);
  }

  private Figures.Generator generator(
      String name, List<Case> fakes, List<Case> clips, double[] genuineScores) {
    List<Case> own = fakes.stream().filter(c -> Generator.of(c.entry()).equals(name)).toList();
    Pairs pairs = pairs(own, clips);
    return new Figures.Generator(
        own.size(),
        means(own).length,
        Auc.of(means(own), genuineScores),
        Auc.interval(means(own), genuineScores),
        Auc.ofPairs(pairs.fakes, pairs.originals),
        pairs.fakes.length,
        flagged(own).hits());
  }

  /** Scores of fakes and of their own originals, at the same places. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Pairs(double[] fakes, double[] originals) {}

  private Pairs pairs(List<Case> fakes, List<Case> clips) {
    Map<String, Case> byPath = new HashMap<>();
    clips.forEach(c -> byPath.put(c.entry().path(), c));
    Originals originals = new Originals(clips.stream().map(Case::entry).toList());
    double[] fakeScores = new double[fakes.size()];
    double[] originalScores = new double[fakes.size()];
    int count = 0;
    for (Case fake : fakes) {
      ManifestEntry entry = originals.of(fake.entry());
      Case original = entry == null ? null : byPath.get(entry.path());
      if (original != null
          && !Double.isNaN(fake.mean(score))
          && !Double.isNaN(original.mean(score))) {
        fakeScores[count] = fake.mean(score);
        originalScores[count++] = original.mean(score);
      }
    }
    return new Pairs(Arrays.copyOf(fakeScores, count), Arrays.copyOf(originalScores, count));
  }

  private double[] means(List<Case> cases) {
    return cases.stream().mapToDouble(c -> c.mean(score)).filter(s -> !Double.isNaN(s)).toArray();
  }

  private Rate flagged(List<Case> cases) {
    return new Rate((int) cases.stream().filter(flagged).count(), cases.size());
  }
}
