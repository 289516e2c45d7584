package io.livegate.policy.evidence;

/**
 * The last samples of one condition: a bit and a time difference each. A Flink POJO; {@link
 * EvidencePlan} gives the condition it belongs to.
 */
public class ConditionEvidence {

  /** Fingerprint of the condition; a changed condition starts afresh. */
  public int key;

  /** Bit i: whether the i-th newest sample was a hit. */
  public long hits;

  public byte samples;

  public long newestMillis;

  /** The newest score in 1e-4, saturating. */
  public int newestScore;

  /** Element i: from the i-th newest sample back to the one before, in ticks, unsigned. */
  public short[] gaps = new short[0];

  public ConditionEvidence() {}

  ConditionEvidence(int key, int of) {
    this.key = key;
    this.gaps = new short[of - 1];
  }

  /**
   * Takes a sample in. A gap longer than the window makes all before it worthless, so that a kept
   * gap always fits its 16 bits.
   *
   * @return whether it was taken: a sample older than the newest one is not
   */
  boolean add(long atMillis, double score, boolean hit, long withinMillis) {
    if (samples > 0) {
      long gap = atMillis - newestMillis;
      if (gap < 0) {
        return false;
      }
      if (gap > withinMillis) {
        clear();
      } else if (gaps.length > 0) {
        System.arraycopy(gaps, 0, gaps, 1, gaps.length - 1);
        long tick = tickMillis(withinMillis);
        gaps[0] = (short) ((gap + tick / 2) / tick);
      }
    }
    hits = hits << 1 | (hit ? 1 : 0);
    samples = (byte) Math.min(samples + 1, gaps.length + 1);
    newestMillis = atMillis;
    newestScore = inTenThousandths(score);
    return true;
  }

  /** What the samples no older than the window say. */
  Tally tally(long nowMillis, long withinMillis) {
    long tick = tickMillis(withinMillis);
    long at = newestMillis;
    long first = 0;
    long last = 0;
    int seen = 0;
    int hit = 0;
    for (int i = 0; i < samples && nowMillis - at <= withinMillis; i++) {
      seen++;
      if ((hits >>> i & 1) == 1) {
        last = hit == 0 ? at : last;
        first = at;
        hit++;
      }
      at -= i < gaps.length ? (gaps[i] & 0xffff) * tick : 0;
    }
    return new Tally(hit, seen, first, last, newestScore / 1e4);
  }

  void clear() {
    samples = 0;
    hits = 0;
  }

  /** Saturating; the smallest int is left to those for whom it means no score. */
  static int inTenThousandths(double score) {
    return (int) Math.max(-Integer.MAX_VALUE, Math.min(Math.round(score * 1e4), Integer.MAX_VALUE));
  }

  /** One millisecond for windows up to 65 s; never more than 0.0016 % of the window. */
  private static long tickMillis(long withinMillis) {
    return (withinMillis + 0xfffe) / 0xffff;
  }

  /**
   * @param hits among the samples in the window
   * @param samples in the window
   * @param firstMillis time of the oldest hit counted
   * @param lastMillis time of the newest hit
   * @param newestScore the score of the newest sample
   */
  public record Tally(
      int hits, int samples, long firstMillis, long lastMillis, double newestScore) {}
}
