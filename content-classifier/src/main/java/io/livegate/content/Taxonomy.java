package io.livegate.content;

import java.util.Map;
import java.util.TreeMap;

/**
 * Our content categories, and which label of which model counts towards which. A policy speaks of
 * these, so that swapping the model does not rewrite policies.
 */
public final class Taxonomy {

  /** Changes when a label moves to another category. */
  public static final int VERSION = 1;

  private static final Map<String, String> CATEGORY_BY_LABEL =
      Map.of(
          "porn", "explicit",
          "hentai", "explicit",
          "explicit", "explicit",
          "sexy", "sexy",
          "drawing", "drawing",
          "neutral", "neutral");

  private Taxonomy() {}

  /**
   * @param labels a model's label and its probability
   * @return category and the sum of its labels' probabilities; labels we do not know are left out
   */
  public static Map<String, Double> of(Map<String, Double> labels) {
    Map<String, Double> categories = new TreeMap<>();
    labels.forEach(
        (label, p) -> {
          String category = CATEGORY_BY_LABEL.get(label.toLowerCase(java.util.Locale.ROOT));
          if (category != null) {
            categories.merge(category, p, Double::sum);
          }
        });
    return categories;
  }
}
