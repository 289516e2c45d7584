package io.livegate.deepfake;

import java.util.Arrays;

/**
 * Filters on a square plane of values. Beyond the edge the nearest value stands. What they make
 * lies in arrays of the {@link Scratch}.
 */
final class Planes {

  private Planes() {}

  /** Smoothed by a Gaussian of that standard deviation, cut at three of them. */
  static float[] smooth(float[] plane, int size, double sigma, Scratch scratch) {
    int radius = (int) Math.ceil(3 * sigma);
    float[] kernel = new float[2 * radius + 1];
    float sum = 0;
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = (float) Math.exp(-(i - radius) * (i - radius) / (2 * sigma * sigma));
      sum += kernel[i];
    }
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] /= sum;
    }
    float[] narrow = scratch.take(size * size);
    Arrays.fill(narrow, 0);
    float[] line = new float[size + 2 * radius];
    for (int y = 0; y < size; y++) {
      Arrays.fill(line, 0, radius, plane[y * size]);
      System.arraycopy(plane, y * size, line, radius, size);
      Arrays.fill(line, radius + size, line.length, plane[y * size + size - 1]);
      for (int k = 0; k < kernel.length; k++) {
        add(line, k, kernel[k], narrow, y * size, size);
      }
    }
    float[] out = scratch.take(size * size);
    Arrays.fill(out, 0);
    for (int y = 0; y < size; y++) {
      for (int k = 0; k < kernel.length; k++) {
        int from = Math.max(0, Math.min(size - 1, y + k - radius));
        add(narrow, from * size, kernel[k], out, y * size, size);
      }
    }
    return out;
  }

  /** Weighted and added, a whole line at a time: the compiler makes vector instructions of it. */
  private static void add(float[] from, int at, float weight, float[] to, int begin, int length) {
    for (int i = 0; i < length; i++) {
      to[begin + i] += weight * from[at + i];
    }
  }

  /** The difference of two planes, into a third. */
  static float[] minus(float[] a, float[] b, float[] out) {
    for (int i = 0; i < a.length; i++) {
      out[i] = a[i] - b[i];
    }
    return out;
  }

  /** The 4-neighbour Laplacian; 0 on the edge. */
  static float[] laplacian(float[] plane, int size, Scratch scratch) {
    float[] out = scratch.take(size * size);
    Arrays.fill(out, 0);
    for (int y = 1; y < size - 1; y++) {
      for (int x = 1; x < size - 1; x++) {
        int i = y * size + x;
        out[i] = 4 * plane[i] - plane[i - 1] - plane[i + 1] - plane[i - size] - plane[i + size];
      }
    }
    return out;
  }

  /** Sum of the absolute differences to the next value right and below; 0 on the edge. */
  static float[] slope(float[] plane, int size, Scratch scratch) {
    float[] out = scratch.take(size * size);
    Arrays.fill(out, 0);
    for (int y = 0; y < size - 1; y++) {
      for (int x = 0; x < size - 1; x++) {
        int i = y * size + x;
        out[i] = Math.abs(plane[i + 1] - plane[i]) + Math.abs(plane[i + size] - plane[i]);
      }
    }
    return out;
  }

  /** Variance of the values where the mask holds; NaN under {@code least} of them. */
  static double variance(float[] plane, boolean[] mask, boolean[] valid, int least) {
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (int i = 0; i < plane.length; i++) {
      if (mask[i] && valid[i]) {
        sum += plane[i];
        squares += (double) plane[i] * plane[i];
        n++;
      }
    }
    return n < least ? Double.NaN : Math.max(0, squares / n - sum / n * (sum / n));
  }

  /**
   * The values where the mask holds, to the front of {@code out}.
   *
   * @return how many
   */
  static int pick(float[] plane, boolean[] mask, boolean[] valid, float[] out) {
    int n = 0;
    for (int i = 0; i < plane.length; i++) {
      if (mask[i] && valid[i]) {
        out[n++] = plane[i];
      }
    }
    return n;
  }
}
