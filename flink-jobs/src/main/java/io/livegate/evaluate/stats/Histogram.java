package io.livegate.evaluate.stats;

/** How many scores of 0..1 fall into each of equally wide bins; 1 belongs to the last. */
public final class Histogram {

  private Histogram() {}

  public static int[] of(double[] scores, int bins) {
    int[] counts = new int[bins];
    for (double score : scores) {
      counts[Math.max(0, Math.min(bins - 1, (int) (score * bins)))]++;
    }
    return counts;
  }
}
