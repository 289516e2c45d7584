package io.livegate.ingest.attack;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The values drawn for one attack.
 *
 * @param values {@link Double} or {@link String} by the parameter's name, in the kind's order
 */
public record Parameters(Map<String, Object> values) {

  public Parameters {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static Parameters draw(List<Parameter> parameters, Side side, Random random) {
    Map<String, Object> values = new LinkedHashMap<>();
    parameters.forEach(parameter -> values.put(parameter.name(), parameter.draw(side, random)));
    return new Parameters(values);
  }

  double number(String name) {
    if (values.get(name) instanceof Double number) {
      return number;
    }
    throw new IllegalArgumentException("there is no number '" + name + "' in " + values);
  }

  String choice(String name) {
    if (values.get(name) instanceof String word) {
      return word;
    }
    throw new IllegalArgumentException("there is no choice '" + name + "' in " + values);
  }
}
