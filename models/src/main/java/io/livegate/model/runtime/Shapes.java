package io.livegate.model.runtime;

import io.livegate.model.ModelCard;
import java.util.Arrays;

/** Checks an input's shape before a runtime sees it, so that the message is in the card's words. */
final class Shapes {

  private Shapes() {}

  static void check(ModelCard card, FloatTensor input) {
    long[] shape = input.shape();
    if (shape.length != 4
        || shape[0] < 1
        || shape[1] != 3
        || shape[2] != card.input().height()
        || shape[3] != card.input().width()) {
      throw new IllegalArgumentException(
          "model "
              + card.id()
              + " takes [batch, 3, "
              + card.input().height()
              + ", "
              + card.input().width()
              + "], not "
              + Arrays.toString(shape));
    }
  }
}
