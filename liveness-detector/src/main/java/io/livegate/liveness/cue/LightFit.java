package io.livegate.liveness.cue;

import java.util.Arrays;

/**
 * What two grids of one scene differ by when a change of gain and offset is taken out: exposure and
 * screens drift, and neither is movement.
 *
 * <p>Least squares, then once more without the cells that fit worst (least trimmed squares with one
 * step, Rousseeuw 1984), so that a small part that moves does not pass for light.
 */
final class LightFit {

  /** Cells that the second fit uses; a clock or a caption covers less than the rest. */
  private static final double KEPT = 0.85;

  /** A gain further from 1 is another picture, not light. */
  private static final double MAX_GAIN = 1.3;

  private LightFit() {}

  /** Absolute differences by cell, luma 0..255. */
  static float[] differences(float[] before, float[] now) {
    boolean[] all = new boolean[now.length];
    Arrays.fill(all, true);
    float[] first = differences(before, now, all);
    float[] sorted = first.clone();
    Arrays.sort(sorted);
    float limit = sorted[(int) (KEPT * (sorted.length - 1))];
    boolean[] kept = new boolean[now.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = first[i] <= limit;
    }
    return differences(before, now, kept);
  }

  private static float[] differences(float[] before, float[] now, boolean[] kept) {
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    int n = 0;
    for (int i = 0; i < now.length; i++) {
      if (kept[i]) {
        sx += before[i];
        sy += now[i];
        sxx += before[i] * before[i];
        sxy += before[i] * now[i];
        n++;
      }
    }
    double variance = sxx - sx * sx / n;
    double gain = variance < 1e-3 * n ? 1 : (sxy - sx * sy / n) / variance;
    gain = Math.max(1 / MAX_GAIN, Math.min(MAX_GAIN, gain));
    double offset = (sy - gain * sx) / n;
    float[] differences = new float[now.length];
    for (int i = 0; i < now.length; i++) {
      differences[i] = (float) Math.abs(now[i] - gain * before[i] - offset);
    }
    return differences;
  }
}
