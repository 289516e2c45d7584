package io.livegate.model;

import java.util.List;

/**
 * What a model answers to the picture that {@link io.livegate.model.runtime.Golden} draws, fed as
 * its card says: whoever changes file, card, preprocessing or runtime sees it here.
 *
 * @param values of its outputs, at places evenly spread over all of them in the card's order
 * @param within how far each may be off: processors round differently
 */
public record GoldenVector(List<Double> values, double within) {
  public GoldenVector {
    values = List.copyOf(values);
  }
}
