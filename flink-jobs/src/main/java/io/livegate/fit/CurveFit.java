package io.livegate.fit;

import io.livegate.liveness.fuse.Curve;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calibrates one score: the log likelihood ratio of genuine against attack in each of its bins,
 * made monotone by pooling adjacent violators (Zadrozny and Elkan, "Transforming classifier scores
 * into accurate multiclass probability estimates", KDD 2002; there for probabilities).
 *
 * <p>Clips count, not frames: each weighs the same however long it is. Every bin gets pseudo-counts
 * worth {@link #PSEUDO_CLIPS} clips in each class, so that no bin is surer than so few clips allow.
 */
final class CurveFit {

  private static final int BINS = 12;
  private static final double PSEUDO_CLIPS = 2;

  private CurveFit() {}

  /**
   * One measured value.
   *
   * @param weight share of its clip, all of a clip's samples adding up to 1
   */
  record Sample(double value, boolean genuine, double weight) {}

  private record Bin(double value, double logRatio, double weight) {}

  /**
   * @param samples of both classes
   * @param rising whether a larger value looks more alive
   * @return null when one class has no sample or the value never changes
   */
  static @Nullable Curve of(List<Sample> samples, boolean rising) {
    double genuine = weight(samples, true);
    double attack = weight(samples, false);
    if (genuine == 0 || attack == 0) {
      return null;
    }
    List<Sample> sorted = new ArrayList<>(samples);
    sorted.sort(Comparator.comparingDouble(Sample::value));
    List<Bin> bins = bins(sorted, genuine, attack);
    if (bins.size() < 2) {
      return null;
    }
    return curve(bins, pooled(bins, rising));
  }

  private static double weight(List<Sample> samples, boolean genuine) {
    return samples.stream().filter(s -> s.genuine() == genuine).mapToDouble(Sample::weight).sum();
  }

  /** Cuts where both classes, balanced, have the same mass in each bin; equal values stay whole. */
  private static List<Bin> bins(List<Sample> sorted, double genuine, double attack) {
    List<Bin> bins = new ArrayList<>();
    double g = 0;
    double a = 0;
    double sum = 0;
    double mass = 0;
    for (int i = 0; i < sorted.size(); i++) {
      Sample sample = sorted.get(i);
      double balanced = sample.weight() / (sample.genuine() ? genuine : attack) / 2;
      g += sample.genuine() ? sample.weight() : 0;
      a += sample.genuine() ? 0 : sample.weight();
      sum += sample.value() * balanced;
      mass += balanced;
      boolean last = i == sorted.size() - 1;
      boolean whole = last || sorted.get(i + 1).value() > sample.value();
      if (whole && (last || mass >= 1.0 / BINS)) {
        double pseudo = PSEUDO_CLIPS * mass;
        double ratio =
            ((g + pseudo) / (genuine + PSEUDO_CLIPS)) / ((a + pseudo) / (attack + PSEUDO_CLIPS));
        bins.add(new Bin(sum / mass, Math.log(ratio), mass));
        g = 0;
        a = 0;
        sum = 0;
        mass = 0;
      }
    }
    return bins;
  }

  private static double[] pooled(List<Bin> bins, boolean rising) {
    double[] means = new double[bins.size()];
    double[] weights = new double[bins.size()];
    int[] sizes = new int[bins.size()];
    int n = 0;
    double sign = rising ? 1 : -1;
    for (Bin bin : bins) {
      means[n] = sign * bin.logRatio();
      weights[n] = bin.weight();
      sizes[n++] = 1;
      while (n > 1 && means[n - 2] > means[n - 1]) {
        double weight = weights[n - 2] + weights[n - 1];
        means[n - 2] = (means[n - 2] * weights[n - 2] + means[n - 1] * weights[n - 1]) / weight;
        weights[n - 2] = weight;
        sizes[n - 2] += sizes[n - 1];
        n--;
      }
    }
    double[] fitted = new double[bins.size()];
    int at = 0;
    for (int i = 0; i < n; i++) {
      Arrays.fill(fitted, at, at + sizes[i], sign * means[i]);
      at += sizes[i];
    }
    return fitted;
  }

  /** The ends of each level stretch are enough. */
  private static Curve curve(List<Bin> bins, double[] fitted) {
    List<Double> values = new ArrayList<>();
    List<Double> logRatios = new ArrayList<>();
    for (int i = 0; i < fitted.length; i++) {
      boolean inside =
          i > 0
              && i < fitted.length - 1
              && fitted[i] == fitted[i - 1]
              && fitted[i] == fitted[i + 1];
      if (!inside) {
        values.add(round(bins.get(i).value()));
        logRatios.add(round(fitted[i]));
      }
    }
    return new Curve(values, logRatios);
  }

  /** Four significant digits: a file that people read. */
  private static double round(double value) {
    return value == 0 ? 0 : new BigDecimal(value).round(new MathContext(4)).doubleValue();
  }
}
