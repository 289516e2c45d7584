package io.livegate.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of a content model's labels counts towards which of our classes, as its card says. Policies
 * speak of the classes alone, so a model is swapped by its card and no policy is rewritten.
 *
 * @param version of our classes that the map was written for, {@value #VERSION} here
 * @param map label of the output to classes of {@link #CLASSES}; none for a label that counts
 *     towards nothing, on purpose
 */
public record LabelMap(int version, Map<String, List<String>> map) {

  /** Changes when a class is added, dropped or comes to mean something else. */
  public static final int VERSION = 1;

  /** The one that accuses. */
  public static final String EXPLICIT = "explicit";

  /** Our classes; a policy names them {@code content.explicit} and so on. */
  public static final List<String> CLASSES = List.of(EXPLICIT, "sexy", "drawing", "neutral");

  public LabelMap {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    map.forEach((label, classes) -> copy.put(label, List.copyOf(classes)));
    map = Collections.unmodifiableMap(copy);
  }
}
