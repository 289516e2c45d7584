package io.livegate.evaluate.stats;

import org.jspecify.annotations.Nullable;

/**
 * So many of so many.
 *
 * @param hits 0..n
 * @param n zero for a class without members
 */
public record Rate(int hits, int n) {

  /** Of the standard normal distribution, for a two-sided interval of 95 %. */
  private static final double Z = 1.959963984540054;

  public Rate {
    if (hits < 0 || hits > n) {
      throw new IllegalArgumentException(hits + " of " + n + " is no rate");
    }
  }

  /** The share, 0..1; null without members. */
  public @Nullable Double share() {
    return n == 0 ? null : (double) hits / n;
  }

  /**
   * The 95 % score interval of E. B. Wilson (1927), which stays honest for few members and for none
   * or all of them hit; null without members.
   */
  public @Nullable Interval interval() {
    if (n == 0) {
      return null;
    }
    double share = (double) hits / n;
    double z2 = Z * Z;
    double middle = (share + z2 / (2 * n)) / (1 + z2 / n);
    double half = Z / (1 + z2 / n) * Math.sqrt(share * (1 - share) / n + z2 / (4.0 * n * n));
    // At none and at all of them one end is 0 or 1 by the formula, but for rounding.
    return new Interval(hits == 0 ? 0 : middle - half, hits == n ? 1 : middle + half);
  }
}
