package io.livegate.ingest.attack;

import java.util.Random;

/** Normally distributed values from a table, some times faster than drawing each. */
final class Noise {

  private static final int SIZE = 1 << 16;
  private static final float[] NORMAL = table();

  private int at;
  private int step;
  private final Random random;

  Noise(Random random) {
    this.random = random;
    nextRow();
  }

  /** Starts elsewhere in the table, with another stride: rows do not repeat each other. */
  void nextRow() {
    at = random.nextInt(SIZE);
    step = random.nextInt(SIZE) | 1;
  }

  /** Mean 0, standard deviation 1. */
  float next() {
    at = (at + step) & (SIZE - 1);
    return NORMAL[at];
  }

  /** One value for a place on a surface, always the same there. */
  static float at(int x, int y) {
    int hash = x * 0x9E3779B1 ^ y * 0x85EBCA77;
    hash ^= hash >>> 15;
    hash *= 0x2C1B3C6D;
    return NORMAL[(hash >>> 12) & (SIZE - 1)];
  }

  private static float[] table() {
    Random random = new Random(1);
    float[] values = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
