package io.livegate.liveness.cue;

import io.livegate.image.GreyImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * By how much a picture has changed from one moment to another, whatever moved in it: what a grid's
 * cells differ by in the median when a change of light is taken out, luma 0..255.
 *
 * @param all of all cells
 * @param onFace of those on the face; NaN for too few
 */
record LumaChange(double all, double onFace) {

  static LumaChange of(GreyImage before, GreyImage now, boolean @Nullable [] onFace) {
    float[] differences = LightFit.differences(before.luma(), now.luma());
    double face = Double.NaN;
    if (onFace != null) {
      float[] there = new float[differences.length];
      int n = 0;
      for (int i = 0; i < differences.length; i++) {
        if (onFace[i]) {
          there[n++] = differences[i];
        }
      }
      face = median(Arrays.copyOf(there, n));
    }
    return new LumaChange(median(differences), face);
  }

  private static double median(float[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
