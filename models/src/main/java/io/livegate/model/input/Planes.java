package io.livegate.model.input;

import io.livegate.model.ModelCard.Colour;
import io.livegate.model.ModelCard.Input;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** Writes rows of blue, green and red into the normalised colour planes of a tensor. */
final class Planes {

  private final int width;
  private final int height;
  private final float scale;
  private final float[] mean = new float[3];
  private final int[] plane = new int[3];
  private final float[] row;

  /** Indices are blue, green, red; {@code mean} in the card is in the order of its planes. */
  Planes(Input input) {
    width = input.width();
    height = input.height();
    scale = input.scale();
    for (int c = 0; c < 3; c++) {
      plane[c] = input.colour() == Colour.BGR ? c : 2 - c;
      mean[c] = input.mean().get(plane[c]);
    }
    row = new float[width];
  }

  /**
   * @param values {@code 3 * length}: the blue values of the row, then green, then red, 0..255
   * @param from the column where they begin; the other columns become black
   */
  void row(FloatBuffer out, int y, float[] values, int from, int length) {
    for (int c = 0; c < 3; c++) {
      float offset = -mean[c] * scale;
      if (length < width) {
        Arrays.fill(row, offset);
      }
      for (int x = 0; x < length; x++) {
        row[from + x] = values[c * length + x] * scale + offset;
      }
      out.put((plane[c] * height + y) * width, row, 0, width);
    }
  }

  /** A black row. */
  void black(FloatBuffer out, int y) {
    for (int c = 0; c < 3; c++) {
      Arrays.fill(row, -mean[c] * scale);
      out.put((plane[c] * height + y) * width, row, 0, width);
    }
  }
}
