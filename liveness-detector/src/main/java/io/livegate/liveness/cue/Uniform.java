package io.livegate.liveness.cue;

import io.livegate.image.GreyImage;

/**
 * Whether there is anything in the picture: a black or covered camera, a plain wall.
 *
 * <p>A covered lens has no structure at all; a wall has a gradient of light and little else. Both
 * show in the mean absolute difference of neighbouring thumbnail cells, which a gradient leaves
 * small and any object raises.
 */
public final class Uniform {

  /** Below this mean luma (0..255) the picture is called black. */
  static final double BLACK = 16;

  private Uniform() {}

  /** Mean absolute difference of horizontal and vertical neighbours, 0..255. */
  public static double structure(GreyImage thumbnail) {
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

  public static boolean isBlack(GreyImage thumbnail) {
    return thumbnail.mean() < BLACK;
  }
}
