package io.livegate.liveness.cue;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.image.Spectrum;
import java.util.Arrays;

/**
 * The power spectrum of the colour differences R-G and B-G on a face: the mean over patches in its
 * corners. Keeps its work arrays from call to call, so it is not thread-safe.
 */
final class ColourSpectrum {

  /** Side of a patch, pixels; narrower faces are not for measuring. */
  static final int PATCH = 64;

  /** Patches lie in so many rows and columns over the face. */
  private static final int ROWS = 2;

  /** Cycles per pixel from which on there is no more shape of a face. */
  private static final double LOWEST = 0.12;

  /** Bins from the axes that the codec's blocks and straight edges fill. */
  private static final int AXIS = 2;

  /** Power of a colour noise of 0.4 steps: what is below is rounding. */
  private static final double FLOOR = 80;

  private final Spectrum spectrum = new Spectrum(PATCH);
  private final float[] red = new float[PATCH * PATCH];
  private final float[] blue = new float[PATCH * PATCH];
  private final float[] power = new float[PATCH * PATCH];
  private final double[] highest = new double[PATCH / 2 + 1];
  private final float[][] rings = new float[PATCH / 2 + 1][4 * PATCH];
  private final int[] sizes = new int[PATCH / 2 + 1];

  /**
   * Measures a face of at least {@link #PATCH} pixels each way.
   *
   * @return false where no patch lies in the picture
   */
  boolean measure(Image image, Face face) {
    Arrays.fill(power, 0);
    int patches = 0;
    for (int row = 0; row < ROWS; row++) {
      int y = Math.round(face.y() + (face.height() - PATCH) * row / (ROWS - 1));
      for (int column = 0; column < ROWS; column++) {
        int x = Math.round(face.x() + (face.width() - PATCH) * column / (ROWS - 1));
        if (x >= 0 && y >= 0 && x + PATCH <= image.width() && y + PATCH <= image.height()) {
          add(image, x, y);
          patches++;
        }
      }
    }
    for (int i = 0; patches > 0 && i < power.length; i++) {
      power[i] /= patches;
    }
    return patches > 0;
  }

  /** What was measured last, by frequency as in {@link Spectrum#power}. */
  float[] power() {
    return power;
  }

  private void add(Image image, int left, int top) {
    byte[] bgr = image.bgr();
    for (int i = 0; i < red.length; i++) {
      int at = ((top + i / PATCH) * image.width() + left + i % PATCH) * 3;
      int green = bgr[at + 1] & 255;
      blue[i] = (bgr[at] & 255) - green;
      red[i] = (bgr[at + 2] & 255) - green;
    }
    float[] patch = spectrum.power(red, blue);
    for (int i = 0; i < power.length; i++) {
      power[i] += patch[i];
    }
  }

  /** log10 of the highest bin of a spectrum over the median of its ring. */
  double peak(float[] of) {
    Arrays.fill(highest, 0);
    Arrays.fill(sizes, 0);
    for (int v = -PATCH / 2 + 1; v < PATCH / 2; v++) {
      for (int u = 0; u < PATCH / 2; u++) {
        int ring = (int) Math.round(Math.hypot(u, v));
        if (ring <= PATCH / 2 && ring >= LOWEST * PATCH) {
          float value = of[Math.floorMod(v, PATCH) * PATCH + u];
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
