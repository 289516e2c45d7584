package io.livegate.deepfake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Arrays that measuring a frame needs and the next frame can have again: four megabytes for a face
 * otherwise. Not thread-safe.
 */
final class Scratch {

  private final Map<Integer, Deque<float[]>> idle = new HashMap<>();
  private final List<float[]> taken = new ArrayList<>();

  /** An array of that length, whatever is in it, until {@link #reset}. */
  float[] take(int length) {
    float[] known = idle.computeIfAbsent(length, n -> new ArrayDeque<>()).poll();
    float[] array = known == null ? new float[length] : known;
    taken.add(array);
    return array;
  }

  /** Nobody looks at what was taken any more. */
  void reset() {
    taken.forEach(array -> idle.computeIfAbsent(array.length, n -> new ArrayDeque<>()).add(array));
    taken.clear();
  }
}
