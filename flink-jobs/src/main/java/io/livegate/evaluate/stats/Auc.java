package io.livegate.evaluate.stats;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** How well a score tells two classes apart: 1 always, 0.5 not at all, 0 always the wrong way. */
public final class Auc {

  private static final int ROUNDS = 2_000;

  /** Fixed, so that the same scores give the same interval. */
  private static final long SEED = 3;

  private Auc() {}

  /**
   * The area under the ROC curve as the Mann-Whitney statistic: the share of pairs in which the
   * positive scores higher, ties one half.
   *
   * @return 0..1, or null when a class is empty
   */
  public static @Nullable Double of(double[] positives, double[] negatives) {
    if (positives.length == 0 || negatives.length == 0) {
      return null;
    }
    double[] sorted = negatives.clone();
    Arrays.sort(sorted);
    double wins = 0;
    for (double positive : positives) {
      int below = firstNotBelow(sorted, positive);
      int notAbove = firstNotBelow(sorted, Math.nextUp(positive));
      wins += below + 0.5 * (notAbove - below);
    }
    return wins / ((double) positives.length * negatives.length);
  }

  /** The 95 % percentile bootstrap interval of {@link #of}: each class resampled by itself. */
  public static @Nullable Interval interval(double[] positives, double[] negatives) {
    if (positives.length == 0 || negatives.length == 0) {
      return null;
    }
    SplittableRandom random = new SplittableRandom(SEED);
    double[] areas = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      Double area = of(resample(positives, random), resample(negatives, random));
      areas[round] = area == null ? Double.NaN : area;
    }
    return middle95(areas);
  }

  /**
   * The share of pairs in which the first scores higher than its own second, ties one half.
   *
   * @param firsts as many as {@code seconds}
   * @return 0..1, or null without pairs
   */
  public static @Nullable Double ofPairs(double[] firsts, double[] seconds) {
    double[] wins = wins(firsts, seconds);
    return wins.length == 0 ? null : Arrays.stream(wins).average().orElse(Double.NaN);
  }

  /** The 95 % percentile bootstrap interval of {@link #ofPairs}: pairs resampled. */
  public static @Nullable Interval intervalOfPairs(double[] firsts, double[] seconds) {
    double[] wins = wins(firsts, seconds);
    if (wins.length == 0) {
      return null;
    }
    SplittableRandom random = new SplittableRandom(SEED);
    double[] shares = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      shares[round] = Arrays.stream(resample(wins, random)).average().orElse(Double.NaN);
    }
    return middle95(shares);
  }

  private static double[] wins(double[] firsts, double[] seconds) {
    if (firsts.length != seconds.length) {
      throw new IllegalArgumentException(
          firsts.length + " and " + seconds.length + " scores are no pairs");
    }
    double[] wins = new double[firsts.length];
    for (int i = 0; i < wins.length; i++) {
      wins[i] = 0.5 * (1 + Math.signum(firsts[i] - seconds[i]));
    }
    return wins;
  }

  private static double[] resample(double[] values, SplittableRandom random) {
    double[] drawn = new double[values.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = values[random.nextInt(values.length)];
    }
    return drawn;
  }

  private static Interval middle95(double[] values) {
    return new Interval(Percentile.of(values, 0.025), Percentile.of(values, 0.975));
  }

  /** How many of the sorted values are below the bound. */
  private static int firstNotBelow(double[] sorted, double bound) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < bound) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
