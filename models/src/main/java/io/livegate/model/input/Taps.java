package io.livegate.model.input;

import io.livegate.model.ModelCard.Border;
import java.util.Arrays;

/**
 * Along one axis: which source positions make up each output position, and with what weight. Reused
 * from call to call; its arrays only grow.
 */
final class Taps {

  private int[] start = new int[65];
  private int[] index = new int[256];
  private float[] weight = new float[256];
  private int outputs;
  private int size;
  private int low;
  private int high;
  private Border border = Border.SHIFT;

  /** First tap of output {@code i}; the one after its last is {@code start()[i + 1]}. */
  int[] start() {
    return start;
  }

  /** Source position of each tap, always inside the source. */
  int[] index() {
    return index;
  }

  float[] weight() {
    return weight;
  }

  /** True when each output has exactly two taps. */
  boolean pairs() {
    return start[outputs] == 2 * outputs;
  }

  /** OpenCV's INTER_LINEAR: output {@code i} looks at {@code from + (i + 0.5) * step - 0.5}. */
  void bilinear(int count, double from, double length, int sourceSize, Border rule) {
    reset(count, from, length, sourceSize, rule);
    double step = length / count;
    for (int i = 0; i < count; i++) {
      pair(i, from + (i + 0.5) * step - 0.5);
    }
    start[count] = 2 * count;
  }

  /** Output 0 looks at the first pixel's centre, the last output at the last pixel's. */
  void alignCorners(int count, double from, double length, int sourceSize, Border rule) {
    reset(count, from, length, sourceSize, rule);
    double step = count == 1 ? 0 : (length - 1) / (count - 1);
    for (int i = 0; i < count; i++) {
      pair(i, from + i * step);
    }
    start[count] = 2 * count;
  }

  /** OpenCV's INTER_AREA: each covered pixel by the share covered; bilinear when growing. */
  void area(int count, double from, double length, int sourceSize, Border rule) {
    double step = length / count;
    if (step < 1) {
      bilinear(count, from, length, sourceSize, rule);
      return;
    }
    reset(count, from, length, sourceSize, rule);
    int n = 0;
    for (int i = 0; i < count; i++) {
      start[i] = n;
      double a = from + i * step;
      double b = a + step;
      int last = (int) Math.ceil(b - 1e-6) - 1;
      for (int p = (int) Math.floor(a + 1e-6); p <= last; p++) {
        n = grow(n);
        put(n++, p, (Math.min(b, p + 1) - Math.max(a, p)) / step);
      }
    }
    start[count] = n;
  }

  private void reset(int count, double from, double length, int sourceSize, Border rule) {
    outputs = count;
    size = sourceSize;
    border = rule;
    low = Math.max(0, (int) Math.floor(from + 1e-6));
    high = Math.min(sourceSize, (int) Math.ceil(from + length - 1e-6)) - 1;
    if (start.length <= count) {
      start = new int[count + 1];
    }
    if (index.length < 2 * count) {
      index = new int[2 * count];
      weight = new float[2 * count];
    }
  }

  private int grow(int n) {
    if (n == index.length) {
      index = Arrays.copyOf(index, 2 * n);
      weight = Arrays.copyOf(weight, 2 * n);
    }
    return n;
  }

  private void pair(int i, double position) {
    int p = (int) Math.floor(position);
    double fraction = position - p;
    start[i] = 2 * i;
    put(2 * i, p, 1 - fraction);
    put(2 * i + 1, p + 1, fraction);
  }

  private void put(int n, int position, double share) {
    int inside =
        border == Border.SHIFT
            ? Math.max(low, Math.min(position, high))
            : Borders.resolve(position, size, border);
    index[n] = Math.max(0, inside);
    weight[n] = inside < 0 ? 0 : (float) share;
  }
}
