package io.livegate.policy.challenge;

import io.livegate.policy.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A colour of {@link Task#FOLLOW_COLOUR}. The screen starts white and then changes at most once a
 * second, faded, so that nothing flashes (WCAG 2.2, 2.3.1 allows three flashes a second).
 */
public enum Colour {
  WHITE,
  RED,
  BLUE;

  /** Colours of one task, the first one white. */
  public static final int COUNT = 7;

  /** A bit for each place at which red and blue may change. */
  private static final int CHANGES = (1 << COUNT - 2) - 1;

  /** How long each colour stays, the fade into it included. */
  public static final long EACH_MILLIS = 1_100;

  /** How long the whole task takes. */
  public static final long ALL_MILLIS = COUNT * EACH_MILLIS;

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * White, then red and blue, changing at least three times: one of 32 sequences. With fewer
   * changes a light that slowly turns warmer would follow some of them.
   */
  static List<Colour> sequence(long drawn) {
    List<Integer> fair =
        IntStream.range(0, 1 << COUNT - 1)
            .filter(bits -> Integer.bitCount((bits ^ bits >>> 1) & CHANGES) >= 3)
            .boxed()
            .toList();
    int bits = fair.get((int) Long.remainderUnsigned(drawn, fair.size()));
    List<Colour> sequence = new ArrayList<>(COUNT);
    sequence.add(WHITE);
    for (int i = 0; i < COUNT - 1; i++) {
      sequence.add((bits >>> i & 1) == 1 ? RED : BLUE);
    }
    return List.copyOf(sequence);
  }
}
