package io.livegate.detector;

import io.livegate.model.ModelCard;

/** Hears what each model of a lane says by itself of each frame, before scores become one. */
@FunctionalInterface
public interface ScoreListener {

  /**
   * @param score 0 to 1, the one that the lane asks of each of its models: {@code live}, {@code
   *     fake} or {@code explicit}
   */
  void heard(ModelCard model, double score);
}
