package io.livegate.model.input;

import io.livegate.model.ModelCard.Border;

/** Where a position outside the picture is read. */
final class Borders {

  private Borders() {}

  /** A position in {@code 0..size-1}, or -1 for black. */
  static int resolve(int position, int size, Border border) {
    if (position >= 0 && position < size) {
      return position;
    }
    return switch (border) {
      case SHIFT -> position < 0 ? 0 : size - 1;
      case ZERO -> -1;
      case REFLECT101 -> reflect(position, size);
    };
  }

  private static int reflect(int position, int size) {
    if (size == 1) {
      return 0;
    }
    int period = 2 * (size - 1);
    int p = Math.floorMod(position, period);
    return p < size ? p : period - p;
  }
}
