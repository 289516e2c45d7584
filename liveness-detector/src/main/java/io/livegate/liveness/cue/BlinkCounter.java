package io.livegate.liveness.cue;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Counts blinks: both eyes shut far below how the same person's eyes stand open, by both witnesses,
 * and open again within half a second. People differ twofold in how far their eyes open, so nothing
 * but the lower bound is absolute.
 */
final class BlinkCounter {

  /** Aspect ratio of open eyes under which shut ones cannot be told from them. */
  private static final double NARROWEST = 0.14;

  /** Part of the open eyes' ratio under which an eye counts as shut: each, and their mean. */
  private static final double SHUT = 0.6;

  private static final double BOTH_SHUT = 0.5;

  /** Part of it from which eyes count as open again. */
  private static final double OPEN = 0.65;

  /** Part of its usual answer under which the cheap witness says shut. */
  private static final double SEEMS_SHUT = 0.5;

  /** Blinks keep the eye shut for 0.1 to 0.4 s (Stern, Walrath and Goldstein 1984). */
  private static final long LONGEST_SHUT_MILLIS = 400;

  /** Open eyes were seen this short a time before, and are seen again this soon after. */
  private static final long OPEN_WITHIN_MILLIS = 500;

  /** A look at open eyes is this long good for. */
  private static final long BASELINE_MILLIS = 1_000;

  /** Eyes that were open this short a time ago and seem no more shut since are still open. */
  private static final long SAME_MILLIS = 400;

  private static final double SAME = 0.7;

  /** Looks until something is known of the open eyes. */
  private static final int FIRST_LOOKS = 3;

  private static final long NEVER = Long.MIN_VALUE / 2;

  private final Usual seeming = new Usual(30, 0.5);
  private final Usual left = new Usual(20, 0.75);
  private final Usual right = new Usual(20, 0.75);
  private long lookedMillis = NEVER;
  private long openMillis = NEVER;
  private long shutMillis = NEVER;
  private long lastShutMillis;
  private long lookedOpenMillis = NEVER;
  private double lookedOpen;
  private int count;
  private int frames;

  /** Somebody else's eyes from now on. */
  void forget() {
    seeming.clear();
    left.clear();
    right.clear();
    frames = 0;
    interrupt();
  }

  /** Frames are missing: what has begun cannot be judged. */
  void interrupt() {
    shutMillis = NEVER;
    openMillis = NEVER;
  }

  /**
   * The cheap witness's answer of a frame.
   *
   * @param open 0..1
   * @return whether the dear one must be asked too: something may have begun, must end, or the open
   *     eyes have not been looked at for long
   */
  boolean see(double open, long atMillis) {
    frames++;
    seeming.add(open);
    boolean look =
        (seemsShut(open) && !isAsWhenLookedAt(open, atMillis))
            || shutMillis != NEVER
            || left.size() < FIRST_LOOKS
            || atMillis - lookedMillis >= BASELINE_MILLIS;
    if (!look) {
      openMillis = atMillis;
    }
    return look;
  }

  /**
   * The dear witness's answer of the same frame.
   *
   * @param ratios null when it cannot tell
   */
  void look(double open, @Nullable EyeRatios ratios, long atMillis) {
    lookedMillis = atMillis;
    if (ratios == null) {
      interrupt();
      return;
    }
    left.add(ratios.left());
    right.add(ratios.right());
    if (!knowsOpenEyes()) {
      interrupt();
      return;
    }
    double usual = (left.value() + right.value()) / 2;
    boolean shut =
        ratios.left() < SHUT * left.value()
            && ratios.right() < SHUT * right.value()
            && ratios.mean() < BOTH_SHUT * usual
            && seemsShut(open);
    if (shut) {
      shut(atMillis);
    } else if (ratios.mean() >= OPEN * usual) {
      if (shutMillis != NEVER
          && lastShutMillis - shutMillis <= LONGEST_SHUT_MILLIS
          && atMillis - lastShutMillis <= OPEN_WITHIN_MILLIS) {
        count++;
      }
      shutMillis = NEVER;
      openMillis = atMillis;
      lookedOpenMillis = atMillis;
      lookedOpen = open;
    }
  }

  private void shut(long atMillis) {
    boolean begins = atMillis - openMillis <= OPEN_WITHIN_MILLIS || frames <= FIRST_LOOKS + 1;
    if (shutMillis == NEVER && begins) {
      shutMillis = atMillis;
    }
    lastShutMillis = atMillis;
  }

  private boolean isAsWhenLookedAt(double open, long atMillis) {
    return atMillis - lookedOpenMillis <= SAME_MILLIS && open >= SAME * lookedOpen;
  }

  private boolean seemsShut(double open) {
    return open < SEEMS_SHUT * seeming.value();
  }

  /** Whether open eyes of this person were seen and stand open far enough for blinks to show. */
  boolean knowsOpenEyes() {
    return (left.value() + right.value()) / 2 >= NARROWEST;
  }

  /** Blinks seen from their beginning to their end. */
  int count() {
    return count;
  }

  /** A quantile of the last values. */
  private static final class Usual {

    private final int size;
    private final double quantile;
    private final Deque<Double> values = new ArrayDeque<>();

    Usual(int size, double quantile) {
      this.size = size;
      this.quantile = quantile;
    }

    void add(double value) {
      if (values.size() == size) {
        values.removeFirst();
      }
      values.addLast(value);
    }

    int size() {
      return values.size();
    }

    void clear() {
      values.clear();
    }

    double value() {
      double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      return sorted.length == 0
          ? 0
          : sorted[Math.min(sorted.length - 1, (int) (quantile * sorted.length))];
    }
  }
}
