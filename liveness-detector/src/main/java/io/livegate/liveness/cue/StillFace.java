package io.livegate.liveness.cue;

import io.livegate.frame.Face;
import io.livegate.image.GreyImage;
import io.livegate.image.Image;
import io.livegate.signal.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * How long the face itself has been the same, although the picture around it or the camera may
 * move: a held-up portrait keeps its expression, a living face does not.
 *
 * <p>The face box is averaged to a small grid, brought to zero mean and unit variance (so that a
 * change of light does not count) and correlated with the one that began the still run, at small
 * shifts that absorb the jitter of the face finder.
 */
public final class StillFace implements Cue {

  /** Correlation (0..1) from which two faces count as the same picture. */
  static final double SAME_ABOVE = 0.995;

  private static final int GRID = 24;
  private static final int SHIFT = 1;

  private float @Nullable [] anchor;
  private long anchorMillis;
  private int track = -1;

  /** Seconds since the face last changed, 0 on the first frame of a run. */
  @Override
  public Reading observe(CueFrame frame) {
    Face face = frame.face();
    if (face == null) {
      return Reading.NONE;
    }
    double seconds = observe(frame.image(), face, frame.atMillis());
    return new Reading(seconds, 1, seconds >= 1 ? ReasonCode.STATIC : null);
  }

  double observe(Image image, Face face, long atMillis) {
    GreyImage grid =
        GreyImage.of(image, face.x(), face.y(), face.width(), face.height(), GRID, GRID);
    if (anchor == null
        || face.track() != track
        || bestCorrelation(grid.luma(), anchor) < SAME_ABOVE) {
      anchor = grid.luma();
      anchorMillis = atMillis;
      track = face.track();
      return 0;
    }
    return Math.max(0, atMillis - anchorMillis) / 1000.0;
  }

  static double bestCorrelation(float[] a, float[] b) {
    double best = -1;
    for (int dy = -SHIFT; dy <= SHIFT; dy++) {
      for (int dx = -SHIFT; dx <= SHIFT; dx++) {
        best = Math.max(best, correlation(a, b, dx, dy));
      }
    }
    return best;
  }

  /** Pearson correlation of the overlap of {@code a} and {@code b} moved by (dx, dy) cells. */
  private static double correlation(float[] a, float[] b, int dx, int dy) {
    double sa = 0;
    double sb = 0;
    double saa = 0;
    double sbb = 0;
    double sab = 0;
    int n = 0;
    for (int y = Math.max(0, dy); y < GRID + Math.min(0, dy); y++) {
      for (int x = Math.max(0, dx); x < GRID + Math.min(0, dx); x++) {
        double va = a[y * GRID + x];
        double vb = b[(y - dy) * GRID + x - dx];
        sa += va;
        sb += vb;
        saa += va * va;
        sbb += vb * vb;
        sab += va * vb;
        n++;
      }
    }
    double varA = saa - sa * sa / n;
    double varB = sbb - sb * sb / n;
    if (varA < 1e-6 || varB < 1e-6) {
      return varA < 1e-6 && varB < 1e-6 ? 1 : 0;
    }
    return (sab - sa * sb / n) / Math.sqrt(varA * varB);
  }
}
