package io.livegate.model.decode;

import io.livegate.model.ModelCard;
import io.livegate.model.OutputSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code scores} decoder: one probability per label of the card. */
public final class Scores {

  private Scores() {}

  /**
   * @param values the model's first output for one picture, one value per label
   * @return probabilities 0..1 in the card's order of labels
   * @throws IllegalArgumentException if the card's decoder is another one, the count differs, or a
   *     score is no finite number: taken on, it would count as the most genuine or the least
   */
  public static Map<String, Double> of(ModelCard card, float[] values) {
    List<String> labels = card.output().labels();
    if (!card.output().decoder().equals(OutputSpec.SCORES) || values.length != labels.size()) {
      throw new IllegalArgumentException(
          "model " + card.id() + " has labels " + labels + ", not " + values.length + " scores");
    }
    double[] scores =
        switch (card.output().activation()) {
          case NONE -> widened(values);
          case SOFTMAX -> softmax(values);
          case SIGMOID -> sigmoid(values);
        };
    Map<String, Double> byLabel = new LinkedHashMap<>();
    for (int i = 0; i < scores.length; i++) {
      if (!Double.isFinite(scores[i])) {
        throw new IllegalArgumentException(
            "model " + card.id() + " says " + scores[i] + " of '" + labels.get(i) + "'");
      }
      byLabel.put(labels.get(i), scores[i]);
    }
    return Collections.unmodifiableMap(byLabel);
  }

  /**
   * One probability, whichever way round the model states it.
   *
   * @param label the label wanted
   * @param opposite the label of a two-class model whose probability is one minus the wanted
   * @throws IllegalArgumentException if the card has neither label
   */
  public static double of(ModelCard card, float[] values, String label, String opposite) {
    Map<String, Double> byLabel = of(card, values);
    Double wanted = byLabel.get(label);
    if (wanted != null) {
      return wanted;
    }
    Double other = byLabel.get(opposite);
    if (other != null) {
      return 1 - other;
    }
    throw new IllegalArgumentException(
        "model "
            + card.id()
            + " has labels "
            + card.output().labels()
            + ", and the lane needs '"
            + label
            + "' or '"
            + opposite
            + "'");
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  private static double[] softmax(float[] values) {
    double[] e = widened(values);
    double max = Double.NEGATIVE_INFINITY;
    for (double v : e) {
      max = Math.max(max, v);
    }
    double sum = 0;
    for (int i = 0; i < e.length; i++) {
      e[i] = Math.exp(e[i] - max);
      sum += e[i];
    }
    for (int i = 0; i < e.length; i++) {
      e[i] /= sum;
    }
    return e;
  }

  private static double[] sigmoid(float[] values) {
    double[] p = widened(values);
    for (int i = 0; i < p.length; i++) {
      p[i] = 1 / (1 + Math.exp(-p[i]));
    }
    return p;
  }
}
