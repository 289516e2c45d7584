package io.livegate.policy.evidence;

/** The last samples of one condition, a bit and a time difference each. */
final class Samples {

  private final SampleArrays in;
  private final int place;

  /** Where its gaps begin, and how many they are: element i is from the i-th newest sample back. */
  private final int firstGap;

  private final int gaps;

  /**
   * @param place of the condition
   * @param firstGap gaps of the conditions before it
   * @param of how many samples are kept
   */
  Samples(SampleArrays in, int place, int firstGap, int of) {
    this.in = in;
    this.place = place;
    this.firstGap = firstGap;
    this.gaps = of - 1;
  }

  /**
   * Takes a sample in. A gap longer than the window makes all before it worthless, so that a kept
   * gap always fits its 16 bits.
   *
   * @return whether it was taken: a sample older than the newest one is not
   */
  boolean add(long atMillis, double score, boolean hit, long withinMillis) {
    if (in.counts[place] > 0) {
      long gap = atMillis - in.newestMillis[place];
      if (gap < 0) {
        return false;
      }
      if (gap > withinMillis) {
        clear();
      } else if (gaps > 0) {
        System.arraycopy(in.gaps, firstGap, in.gaps, firstGap + 1, gaps - 1);
        long tick = tickMillis(withinMillis);
        in.gaps[firstGap] = (short) ((gap + tick / 2) / tick);
      }
    }
    in.hits[place] = in.hits[place] << 1 | (hit ? 1 : 0);
    in.counts[place] = (byte) Math.min(in.counts[place] + 1, gaps + 1);
    in.newestMillis[place] = atMillis;
    in.newestScores[place] = inTenThousandths(score);
    return true;
  }

  /**
   * Whether the newest sample speaks for this moment too: both lie in the same step of time.
   *
   * @param paceMillis length of a step, 0 for a sample of each frame
   */
  boolean standsFor(long atMillis, long paceMillis) {
    return paceMillis > 0
        && in.counts[place] > 0
        && Math.floorDiv(atMillis, paceMillis) == Math.floorDiv(in.newestMillis[place], paceMillis);
  }

  /** What the samples no older than the window say. */
  Tally tally(long nowMillis, long withinMillis) {
    long tick = tickMillis(withinMillis);
    long at = in.newestMillis[place];
    long first = 0;
    long last = 0;
    int seen = 0;
    int hit = 0;
    for (int i = 0; i < in.counts[place] && nowMillis - at <= withinMillis; i++) {
      seen++;
      if ((in.hits[place] >>> i & 1) == 1) {
        last = hit == 0 ? at : last;
        first = at;
        hit++;
      }
      at -= i < gaps ? (in.gaps[firstGap + i] & 0xffff) * tick : 0;
    }
    return new Tally(hit, seen, first, last, in.newestScores[place] / 1e4);
  }

  void clear() {
    in.counts[place] = 0;
    in.hits[place] = 0;
  }

  /** Saturating; the smallest int is left to those for whom it means no score. */
  static int inTenThousandths(double score) {
    return (int) Math.max(-Integer.MAX_VALUE, Math.min(Math.round(score * 1e4), Integer.MAX_VALUE));
  }

  /** One millisecond for windows up to 65 s; never more than 0.0016 % of the window. */
  private static long tickMillis(long withinMillis) {
    return (withinMillis + 0xfffe) / 0xffff;
  }
}
