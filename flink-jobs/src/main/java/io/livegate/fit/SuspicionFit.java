package io.livegate.fit;

import io.livegate.deepfake.Suspicion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the deepfake lane's scores are put together. The scale of each comes from genuine clips. Its
 * weight is how far fakes lie above them, in spreads, averaged over generators: never below 0, so
 * that no score is turned round, and never above {@value #MOST}, because a dozen clips cannot say
 * that one score is worth twice another. The scores are taken as independent: a joint regression
 * fits these few clips better and the generators it has not seen worse. The offset puts a genuine
 * clip {@value #RARE} spreads above the middle of the genuine ones at even odds.
 */
public final class SuspicionFit {

  private static final int LEAST_CLIPS = 3;
  private static final double MOST = 0.5;
  private static final double RARE = 2.5;

  private SuspicionFit() {}

  /**
   * One clip.
   *
   * @param generators what made it; for an original all that made fakes of it; empty for others
   * @param means of the lane's scores, by name
   */
  public record Clip(
      String path, boolean fake, Set<String> generators, Map<String, Double> means) {}

  /** Whether there are fakes and genuine clips enough for a fit. */
  static boolean isEnough(List<Clip> clips) {
    long fakes = clips.stream().filter(Clip::fake).count();
    return fakes >= LEAST_CLIPS && clips.size() - fakes >= LEAST_CLIPS;
  }

  /**
   * @throws IllegalArgumentException if there are too few fakes or genuine clips with scores
   */
  public static Suspicion of(List<Clip> clips) {
    List<Clip> genuine = clips.stream().filter(clip -> !clip.fake()).toList();
    if (!isEnough(clips)) {
      throw new IllegalArgumentException(
          "a fit needs at least "
              + LEAST_CLIPS
              + " fakes and as many genuine clips with a face large enough, not "
              + (clips.size() - genuine.size())
              + " and "
              + genuine.size());
    }
    TreeSet<String> names = new TreeSet<>();
    genuine.forEach(clip -> names.addAll(clip.means().keySet()));
    Map<String, Suspicion.Scale> scales = new TreeMap<>();
    for (String name : names) {
      Suspicion.Scale scale = scale(name, genuine);
      double weight = Math.max(0, Math.min(MOST, separation(name, scale, clips)));
      if (weight >= 1e-4) {
        scales.put(
            name,
            new Suspicion.Scale(rounded(scale.middle()), rounded(scale.spread()), rounded(weight)));
      }
    }
    Suspicion sums = new Suspicion("", 0, scales);
    double[] genuineSums =
        genuine.stream().mapToDouble(clip -> logOdds(sums.of(clip.means()))).toArray();
    double rare = mean(genuineSums) + RARE * spread(genuineSums);
    int fakes = clips.size() - genuine.size();
    return new Suspicion(
        "livegate fit-deepfake, on " + genuine.size() + " genuine clips and " + fakes + " fakes",
        rounded(-rare),
        scales);
  }

  private static Suspicion.Scale scale(String name, List<Clip> genuine) {
    double[] values =
        genuine.stream()
            .filter(clip -> clip.means().containsKey(name))
            .mapToDouble(clip -> clip.means().getOrDefault(name, 0.0))
            .toArray();
    return new Suspicion.Scale(mean(values), spread(values), 0);
  }

  /** Mean of the fakes in spreads above the genuine ones, each generator counting the same. */
  private static double separation(String name, Suspicion.Scale scale, List<Clip> clips) {
    Map<String, List<Double>> byGenerator = new TreeMap<>();
    for (Clip clip : clips) {
      Double mean = clip.means().get(name);
      if (clip.fake() && mean != null) {
        for (String generator : clip.generators()) {
          byGenerator.computeIfAbsent(generator, g -> new ArrayList<>()).add(scale.standard(mean));
        }
      }
    }
    return mean(
        byGenerator.values().stream()
            .mapToDouble(each -> mean(each.stream().mapToDouble(Double::doubleValue).toArray()))
            .toArray());
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static double spread(double[] values) {
    double mean = mean(values);
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    return Math.max(1e-4, Math.sqrt(variance));
  }

  private static double logOdds(double p) {
    return Math.log(p / (1 - p));
  }

  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
