package io.livegate.model.input;

import io.livegate.image.Image;

/**
 * Resamples rows one at a time: each source row that is needed is first reduced to the output's
 * width, then rows are mixed. A row shared by two neighbouring output rows is reduced once.
 */
abstract class Resampler {

  final Taps across = new Taps();
  final Taps down = new Taps();
  private float[][] rows = new float[2][0];
  private final int[] cached = {-1, -1};
  private int next;

  /** To be called when the taps are set, before the first row. */
  final void start(int width) {
    if (rows[0].length < 3 * width) {
      rows = new float[2][3 * width];
    }
    cached[0] = -1;
    cached[1] = -1;
  }

  /** Row {@code y} as blue, green and red values one after the other, 0..255. */
  final void row(Image image, int y, int width, float[] out) {
    int first = down.start()[y];
    int end = down.start()[y + 1];
    float[] top = reduced(image, down.index()[first], width);
    float w0 = down.weight()[first];
    if (end - first == 2) {
      // the cache has two slots, so the second row does not overwrite the first
      float[] bottom = reduced(image, down.index()[first + 1], width);
      float w1 = down.weight()[first + 1];
      for (int i = 0; i < 3 * width; i++) {
        out[i] = top[i] * w0 + bottom[i] * w1;
      }
      return;
    }
    for (int i = 0; i < 3 * width; i++) {
      out[i] = top[i] * w0;
    }
    for (int tap = first + 1; tap < end; tap++) {
      float[] row = reduced(image, down.index()[tap], width);
      float w = down.weight()[tap];
      for (int i = 0; i < 3 * width; i++) {
        out[i] += row[i] * w;
      }
    }
  }

  /** Reduces one source row to {@code width} blue, green and red values one after the other. */
  abstract void reduce(Image image, int sourceRow, int width, float[] out);

  private float[] reduced(Image image, int sourceRow, int width) {
    for (int slot = 0; slot < 2; slot++) {
      if (cached[slot] == sourceRow) {
        next = 1 - slot;
        return rows[slot];
      }
    }
    int slot = next;
    next = 1 - slot;
    cached[slot] = sourceRow;
    reduce(image, sourceRow, width, rows[slot]);
    return rows[slot];
  }
}
