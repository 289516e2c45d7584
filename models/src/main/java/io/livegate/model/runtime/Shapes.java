package io.livegate.model.runtime;

import io.livegate.model.ModelCard;
import java.util.Arrays;

/** Checks an input's shape before a runtime sees it, so that the message is in the card's words. */
final class Shapes {

  private Shapes() {}

  /**
   * @param smaller whether smaller sides than the card's are taken
   */
  static void check(ModelCard card, FloatTensor input, boolean smaller) {
    long[] shape = input.shape();
    if (shape.length != 4
        || shape[0] < 1
        || shape[1] != 3
        || !fits(shape[2], card.input().height(), smaller)
        || !fits(shape[3], card.input().width(), smaller)) {
      throw new IllegalArgumentException(
          "model "
              + card.id()
              + " takes [batch, 3, "
              + card.input().height()
              + ", "
              + card.input().width()
              + (smaller ? "] or less, not " : "], not ")
              + Arrays.toString(shape));
    }
  }

  private static boolean fits(long side, int ofCard, boolean smaller) {
    return side == ofCard || (smaller && side >= 1 && side < ofCard);
  }
}
