package io.livegate.liveness.cue;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.image.Spectrum;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Coloured moiré on the face: a camera before a screen samples its columns of red, green and blue
 * dots, and the beat of the two grids is a regular pattern of colours that skin does not have.
 *
 * <p>After Garcia and de Queiroz (IEEE TIFS 10(4), 2015), who look for peaks in the spectrum of a
 * face: here in the colour differences R-G and B-G, since in the luma of the development clips live
 * faces have the same peaks (hair, brows, the grid of the codec). The spectra of patches all over
 * the face are averaged, and over time; a peak must stand out of its ring of equal frequency, away
 * from the axes, on which the codec's blocks lie.
 *
 * <p>Value: log10 of the highest peak over the median of its ring. Live faces stay under 1; a
 * screen whose moiré can be seen reaches 1.5. Most screens show none, so a low value clears nobody.
 */
public final class Moire implements Cue {

  /** Side of a patch, pixels; a narrower face is not measured. */
  static final int PATCH = 64;

  /** Patches lie in so many rows and columns over the face. */
  private static final int ROWS = 2;

  /**
   * Frames from one measurement to the next: a pattern lasts, and a spectrum costs a millisecond.
   */
  private static final int EVERY = 3;

  /** Weight of a new spectrum in the running mean. */
  private static final float WEIGHT = 0.3f;

  /** Cycles per pixel from which on there is no more shape of a face. */
  private static final double LOWEST = 0.12;

  /** Bins from the axes that the codec's blocks and straight edges fill. */
  private static final int AXIS = 2;

  /** Power of a colour noise of 0.4 steps: what is below is rounding. */
  private static final double FLOOR = 80;

  private float @Nullable [] mean;
  private int frames;
  private int track = -1;
  private Reading last = Reading.NONE;

  @Override
  public Reading observe(CueFrame frame) {
    Face face = frame.face();
    if (face == null || face.width() < PATCH || face.height() < PATCH) {
      return Reading.NONE;
    }
    if (face.track() != track) {
      track = face.track();
      mean = null;
      frames = 0;
      last = Reading.NONE;
    }
    if (frames++ % EVERY == 0) {
      measure(frame.image(), face);
    }
    return last;
  }

  private void measure(Image image, Face face) {
    float[] power = new float[PATCH * PATCH];
    int patches = 0;
    for (int row = 0; row < ROWS; row++) {
      int y = Math.round(face.y() + (face.height() - PATCH) * row / (ROWS - 1));
      for (int column = 0; column < ROWS; column++) {
        int x = Math.round(face.x() + (face.width() - PATCH) * column / (ROWS - 1));
        if (x >= 0 && y >= 0 && x + PATCH <= image.width() && y + PATCH <= image.height()) {
          add(power, image, x, y);
          patches++;
        }
      }
    }
    if (patches == 0) {
      return;
    }
    float[] before = mean;
    for (int i = 0; i < power.length; i++) {
      power[i] /= patches;
      power[i] = before == null ? power[i] : before[i] + WEIGHT * (power[i] - before[i]);
    }
    mean = power;
    last = Reading.of(peak(power));
  }

  private static void add(float[] power, Image image, int left, int top) {
    float[] red = new float[PATCH * PATCH];
    float[] blue = new float[PATCH * PATCH];
    byte[] bgr = image.bgr();
    for (int i = 0; i < red.length; i++) {
      int at = ((top + i / PATCH) * image.width() + left + i % PATCH) * 3;
      int green = bgr[at + 1] & 255;
      blue[i] = (bgr[at] & 255) - green;
      red[i] = (bgr[at + 2] & 255) - green;
    }
    float[] patch = Spectrum.power(red, blue, PATCH);
    for (int i = 0; i < power.length; i++) {
      power[i] += patch[i];
    }
  }

  /** log10 of the highest bin over the median of its ring. */
  static double peak(float[] power) {
    double[] highest = new double[PATCH / 2 + 1];
    float[][] rings = new float[PATCH / 2 + 1][4 * PATCH];
    int[] sizes = new int[PATCH / 2 + 1];
    for (int v = -PATCH / 2 + 1; v < PATCH / 2; v++) {
      for (int u = 0; u < PATCH / 2; u++) {
        int ring = (int) Math.round(Math.hypot(u, v));
        if (ring <= PATCH / 2 && ring >= LOWEST * PATCH) {
          float value = power[Math.floorMod(v, PATCH) * PATCH + u];
          rings[ring][sizes[ring]++] = value;
          if (u > AXIS && Math.abs(v) > AXIS) {
            highest[ring] = Math.max(highest[ring], value);
          }
        }
      }
    }
    double best = 0;
    for (int ring = 0; ring < rings.length; ring++) {
      if (sizes[ring] > 0) {
        Arrays.sort(rings[ring], 0, sizes[ring]);
        best = Math.max(best, highest[ring] / (rings[ring][sizes[ring] / 2] + FLOOR));
      }
    }
    return Math.log10(1 + best);
  }
}
