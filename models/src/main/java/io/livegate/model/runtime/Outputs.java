package io.livegate.model.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where the outputs of a model lie for a caller that asks it again and again with inputs of one
 * shape: those of a call are there until the next. Of a face finder they are a hundred kilobytes,
 * which would be new arrays for every frame. Not thread-safe.
 */
public final class Outputs {

  private final Map<String, FloatTensor> places = new LinkedHashMap<>();
  private final Map<String, float[]> values = new LinkedHashMap<>();
  private final Map<String, float[]> view = Collections.unmodifiableMap(values);
  private boolean sizesVary;

  /** Whether there is a place for each output, for a runtime to write to. */
  boolean areLaidOut() {
    return !places.isEmpty();
  }

  /** Makes room for the outputs, as many as the first call gave. */
  void layOut(Map<String, long[]> shapes) {
    if (!sizesVary) {
      shapes.forEach((name, shape) -> places.put(name, FloatTensor.allocate(shape)));
      places.forEach((name, place) -> values.put(name, new float[place.data().capacity()]));
    }
  }

  /** The outputs did not fit this time: their sizes hang on what is in the input. */
  void giveUp() {
    sizesVary = true;
    places.clear();
    values.clear();
  }

  Set<Map.Entry<String, FloatTensor>> places() {
    return places.entrySet();
  }

  /** What lies in the places by now, on the heap. */
  Map<String, float[]> read() {
    places.forEach((name, place) -> place.data().get(0, values.get(name)));
    return view;
  }
}
