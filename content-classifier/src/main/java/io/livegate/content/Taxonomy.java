package io.livegate.content;

import io.livegate.model.LabelMap;
import io.livegate.model.ModelCard;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a content model's answer in our classes, by the {@link LabelMap} of its card. */
final class Taxonomy {

  private final LabelMap labelMap;

  private Taxonomy(LabelMap labelMap) {
    this.labelMap = labelMap;
  }

  /**
   * @throws IllegalArgumentException if the card has no taxonomy, as those of other tasks have none
   */
  static Taxonomy of(ModelCard card) {
    LabelMap labelMap = card.output().taxonomy();
    if (labelMap == null) {
      throw new IllegalArgumentException(
          "model "
              + card.id()
              + " is for "
              + card.task()
              + " and its card has no output.taxonomy: give the content lane a model for"
              + " explicit-content");
    }
    return new Taxonomy(labelMap);
  }

  /**
   * @param labels the model's labels and their probabilities
   * @return each class that a label of the model counts towards, and the sum of its labels'
   *     probabilities, 0..1
   */
  Map<String, Double> classes(Map<String, Double> labels) {
    Map<String, Double> classes = new TreeMap<>();
    labels.forEach(
        (label, p) -> {
          for (String name : labelMap.map().getOrDefault(label, List.of())) {
            classes.merge(name, p, (a, b) -> Math.min(1, a + b)); // sums of floats reach 1.0000001
          }
        });
    return classes;
  }

  /** The mean of each class over the models that know it. */
  static Map<String, Double> mean(List<Map<String, Double>> answers) {
    Map<String, Double> sums = new TreeMap<>();
    answers.forEach(answer -> answer.forEach((name, p) -> sums.merge(name, p, Double::sum)));
    sums.replaceAll((name, sum) -> sum / answers.stream().filter(a -> a.containsKey(name)).count());
    return sums;
  }
}
