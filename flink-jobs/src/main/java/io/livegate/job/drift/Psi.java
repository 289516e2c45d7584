package io.livegate.job.drift;

import java.util.List;

/**
 * The population stability index: how far a distribution has moved from a reference, the sum over
 * all bins of (share now - share then) * ln(share now / share then). Symmetric, 0 for the same, and
 * by custom little below 0.1 and much above 0.25 (N. Siddiqi, Credit Risk Scorecards, Wiley 2006;
 * its distribution: B. Yurdakul and J. Naranjo, Statistical properties of the population stability
 * index, Journal of Risk Model Validation 14(4), 2020).
 */
public final class Psi {

  /** Stands for a share of nothing, of which there is no logarithm. */
  private static final double NEARLY_NOTHING = 1e-4;

  private Psi() {}

  /**
   * @param reference shares, which add up to 1
   * @param counts of as many bins, not all 0
   */
  public static double of(List<Double> reference, long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    double psi = 0;
    for (int i = 0; i < counts.length; i++) {
      double then = Math.max(NEARLY_NOTHING, reference.get(i));
      double now = Math.max(NEARLY_NOTHING, (double) counts[i] / sum);
      psi += (now - then) * Math.log(now / then);
    }
    return psi;
  }
}
