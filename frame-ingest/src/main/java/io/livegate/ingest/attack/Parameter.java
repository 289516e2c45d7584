package io.livegate.ingest.attack;

import java.util.List;
import java.util.Random;

/**
 * One thing that varies between two attacks of a kind. A number's range is cut in the middle: below
 * it is the seen side, from it on the unseen one. Of choices, the first half is seen.
 *
 * @param name as in the JSON line
 * @param min lowest value; 0 for choices
 * @param max highest value, not reached; 0 for choices
 * @param choices an even number of words, or none for a number
 */
public record Parameter(String name, double min, double max, List<String> choices) {

  public Parameter {
    choices = List.copyOf(choices);
    if (choices.isEmpty() ? !(min < max) : choices.size() % 2 != 0) {
      throw new IllegalArgumentException(
          name
              + " needs min < max or an even number of choices, not "
              + min
              + ", "
              + max
              + ", "
              + choices);
    }
  }

  static Parameter number(String name, double min, double max) {
    return new Parameter(name, min, max, List.of());
  }

  static Parameter choice(String name, String... words) {
    return new Parameter(name, 0, 0, List.of(words));
  }

  /** A {@link Double} or, for choices, a {@link String}, evenly from one side. */
  Object draw(Side side, Random random) {
    if (choices.isEmpty()) {
      double half = (max - min) / 2;
      return (side == Side.SEEN ? min : min + half) + random.nextDouble() * half;
    }
    int half = choices.size() / 2;
    return choices.get((side == Side.SEEN ? 0 : half) + random.nextInt(half));
  }
}
