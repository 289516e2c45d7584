package io.livegate.liveness.cue;

import io.livegate.image.GreyImage;
import io.livegate.signal.ReasonCode;

/**
 * Whether there is anything in the picture: a black or covered camera, a plain wall.
 *
 * <p>A covered lens has no structure at all; a wall has a gradient of light and little else. Both
 * show in the mean absolute difference of neighbouring thumbnail cells, which a gradient leaves
 * small and any object raises.
 */
public final class Uniform implements Cue {

  /** Neighbouring-cell difference under which a picture is uniform; textured walls reach 2. */
  static final double UNIFORM_BELOW = 0.8;

  /** Below this mean luma (0..255) the picture is called black. */
  static final double BLACK = 16;

  @Override
  public Reading observe(CueFrame frame) {
    GreyImage thumbnail = frame.thumbnail();
    if (structure(thumbnail) >= UNIFORM_BELOW) {
      return Reading.of(0);
    }
    return new Reading(1, 1, isBlack(thumbnail) ? ReasonCode.BLACK : ReasonCode.UNIFORM);
  }

  /** Mean absolute difference of horizontal and vertical neighbours, 0..255. */
  static double structure(GreyImage thumbnail) {
    float[] luma = thumbnail.luma();
    int width = thumbnail.width();
    double sum = 0;
    int n = 0;
    for (int i = 0; i < luma.length; i++) {
      if ((i + 1) % width != 0) {
        sum += Math.abs(luma[i + 1] - luma[i]);
        n++;
      }
      if (i + width < luma.length) {
        sum += Math.abs(luma[i + width] - luma[i]);
        n++;
      }
    }
    return n == 0 ? 0 : sum / n;
  }

  static boolean isBlack(GreyImage thumbnail) {
    return thumbnail.mean() < BLACK;
  }
}
