package io.livegate.deepfake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Arrays that measuring a frame needs and the next frame can have again: four megabytes for a face
 * otherwise. Not thread-safe.
 */
final class Scratch {

  private final Shelf<float[]> values = new Shelf<>(float[]::new);
  private final Shelf<boolean[]> flags = new Shelf<>(boolean[]::new);

  /** An array of that length, whatever is in it, until {@link #reset}. */
  float[] take(int length) {
    return values.take(length);
  }

  /** The same of flags. */
  boolean[] takeFlags(int length) {
    return flags.take(length);
  }

  /** Nobody looks at what was taken any more. */
  void reset() {
    values.taken.clear();
    flags.taken.clear();
  }

  /** Arrays of one kind, by length, and how many of each are out. */
  private static final class Shelf<A> {

    private final IntFunction<A> maker;
    private final Map<Integer, List<A>> made = new HashMap<>();
    private final Map<Integer, Integer> taken = new HashMap<>();

    Shelf(IntFunction<A> maker) {
      this.maker = maker;
    }

    A take(int length) {
      List<A> known = made.computeIfAbsent(length, n -> new ArrayList<>());
      int number = taken.merge(length, 1, Integer::sum);
      if (number > known.size()) {
        known.add(maker.apply(length));
      }
      return known.get(number - 1);
    }
  }
}
