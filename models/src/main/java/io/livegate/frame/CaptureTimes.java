package io.livegate.frame;

import java.util.Arrays;
import java.util.List;

/**
 * When a source took its last frames, sent or not: the intervals between them, oldest first. Those
 * of {@value #KEPT_MILLIS} ms are kept and at most {@value #MOST}. Immutable.
 */
public final class CaptureTimes {

  /** Nothing is known. */
  public static final CaptureTimes NONE = new CaptureTimes(new int[0]);

  /** Intervals that one record may carry: eight seconds of thirty frames each. */
  public static final int MOST_OF_A_RECORD = 240;

  /** The longest interval, milliseconds; what is longer is said to be so long. */
  public static final int LONGEST_MILLIS = 60_000;

  static final int MOST = 150;
  static final int KEPT_MILLIS = 5_000;

  private final int[] millis;

  private CaptureTimes(int[] millis) {
    this.millis = millis;
  }

  /**
   * With these after them.
   *
   * @param intervals milliseconds, not negative
   */
  public CaptureTimes plus(List<Integer> intervals) {
    if (intervals.isEmpty()) {
      return this;
    }
    int[] all = Arrays.copyOf(millis, millis.length + intervals.size());
    for (int i = 0; i < intervals.size(); i++) {
      all[millis.length + i] = intervals.get(i);
    }
    int first = all.length;
    long span = 0;
    while (first > 0 && all.length - first < MOST && span + all[first - 1] <= KEPT_MILLIS) {
      first--;
      span += all[first];
    }
    return new CaptureTimes(Arrays.copyOfRange(all, first, all.length));
  }

  /** The intervals, milliseconds, oldest first; a copy. */
  public int[] millis() {
    return millis.clone();
  }
}
