package io.livegate.model;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How each model of a deployment runs.
 *
 * @param general of models without one of their own
 * @param own by card
 */
public record Executions(Execution general, Map<String, Execution> own) implements Serializable {

  private static final String GENERAL = "inference";

  /** Everything on the CPU, each picture as it comes. */
  public static final Executions CPU = new Executions(Execution.CPU, Map.of());

  public Executions {
    own = new TreeMap<>(own);
  }

  public Execution of(ModelCard card) {
    return own.getOrDefault(card.id(), general);
  }

  /** The key of the configuration that says it. */
  public String keyOf(ModelCard card) {
    return own.containsKey(card.id()) ? key(card.id()) : GENERAL;
  }

  /** All that are asked for, by the key of the configuration that asks. */
  public Map<String, Execution> byKey() {
    Map<String, Execution> all = new LinkedHashMap<>();
    all.put(GENERAL, general);
    own.forEach((card, execution) -> all.put(key(card), execution));
    return all;
  }

  private static String key(String card) {
    return GENERAL + ".models." + card;
  }
}
