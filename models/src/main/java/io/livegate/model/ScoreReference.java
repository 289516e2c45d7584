package io.livegate.model;

import java.util.List;

/**
 * How a model's scores lie on frames for which it is known to work.
 *
 * @param data what they were measured on
 * @param frames how many
 * @param shares of the scores in each of as many equal steps from 0 to 1, adding up to 1
 */
public record ScoreReference(String data, int frames, List<Double> shares) {
  public ScoreReference {
    shares = List.copyOf(shares);
  }
}
