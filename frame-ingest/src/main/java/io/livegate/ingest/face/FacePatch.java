package io.livegate.ingest.face;

import io.livegate.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * The inner face, from brows to chin, turned upright and brought to one size: grey, {@value #SIDE}
 * pixels square.
 */
final class FacePatch {

  private static final int SIDE = 48;

  /** Blocks of the face are looked for one by one. */
  private static final int BLOCK = 8;

  private static final int AREA = BLOCK * BLOCK;

  /** How far a block may have moved, pixels: landmarks jitter and lips move. */
  private static final int SEARCH = 3;

  /** A block flatter than this (standard deviation of the luma) has nothing to recognise. */
  private static final double STRUCTURE = 8;

  /** Under this deviation nothing is there to be found: noise. */
  private static final double FLAT = 2;

  /** Correlation from which a block counts as found. */
  private static final double FOUND = 0.5;

  /** With fewer blocks to look for, little can be said. */
  private static final int FEWEST_BLOCKS = 8;

  /** Smaller faces (eyes to mouth, pixels) are blown up too far. */
  private static final double SMALLEST = 8;

  private final float[] luma;

  private FacePatch(float[] luma) {
    this.luma = luma;
  }

  /**
   * @param at five landmarks as in {@link io.livegate.frame.Face}
   * @return null when the face is too small
   */
  static @Nullable FacePatch of(Image image, float[] at) {
    double eyesX = (at[0] + at[2]) / 2;
    double eyesY = (at[1] + at[3]) / 2;
    double downX = (at[6] + at[8]) / 2 - eyesX;
    double downY = (at[7] + at[9]) / 2 - eyesY;
    double length = Math.hypot(downX, downY);
    if (!(length >= SMALLEST)) {
      return null;
    }
    double step = 2.0 / SIDE;
    int samples = Math.max(1, (int) Math.round(step * length));
    float[] luma = new float[SIDE * SIDE];
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        double sum = 0;
        for (int sub = 0; sub < samples * samples; sub++) {
          double down = (row + (sub / samples + 0.5) / samples) * step - 0.5;
          double along = (column + (sub % samples + 0.5) / samples) * step - 1;
          sum +=
              luma(
                  image,
                  eyesX + down * downX + along * downY,
                  eyesY + down * downY - along * downX);
        }
        luma[row * SIDE + column] = (float) (sum / (samples * samples));
      }
    }
    return new FacePatch(luma);
  }

  /** NaN outside the picture. */
  private static double luma(Image image, double x, double y) {
    int column = (int) Math.floor(x);
    int row = (int) Math.floor(y);
    if (column < 0 || row < 0 || column >= image.width() || row >= image.height()) {
      return Double.NaN;
    }
    byte[] bgr = image.bgr();
    int at = 3 * (row * image.width() + column);
    return 0.114 * (bgr[at] & 0xff) + 0.587 * (bgr[at + 1] & 0xff) + 0.299 * (bgr[at + 2] & 0xff);
  }

  /**
   * The share of this patch's structure that is nowhere near its place in another: for each block,
   * the best normalised cross-correlation within the search range (Lewis, "Fast normalized
   * cross-correlation", Vision Interface 1995), which light does not change.
   *
   * @return 0..1; NaN when too little of either can be seen
   */
  double missingIn(FacePatch other) {
    int looked = 0;
    int missing = 0;
    for (int top = 0; top < SIDE; top += BLOCK) {
      for (int left = 0; left < SIDE; left += BLOCK) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < AREA; i++) {
          float v = luma[(top + i / BLOCK) * SIDE + left + i % BLOCK];
          sum += v;
          squares += v * v;
        }
        double spread = squares - sum * sum / AREA;
        if (spread >= AREA * STRUCTURE * STRUCTURE) { // false for NaN
          Boolean found = isIn(other, left, top, sum, spread);
          if (found != null) {
            looked++;
            missing += found ? 0 : 1;
          }
        }
      }
    }
    return looked < FEWEST_BLOCKS ? Double.NaN : (double) missing / looked;
  }

  /**
   * Whether a block is found around its place, which is where it is looked for first; null where
   * that leaves the picture.
   */
  private @Nullable Boolean isIn(FacePatch other, int left, int top, double sum, double spread) {
    double best = correlation(other, left, top, left, top, sum, spread);
    boolean seen = !Double.isNaN(best);
    int maxLeft = Math.min(SIDE - BLOCK, left + SEARCH);
    int maxTop = Math.min(SIDE - BLOCK, top + SEARCH);
    for (int y = Math.max(0, top - SEARCH); y <= maxTop && !(best >= FOUND); y++) {
      for (int x = Math.max(0, left - SEARCH); x <= maxLeft && !(best >= FOUND); x++) {
        best = correlation(other, left, top, x, y, sum, spread);
        seen |= !Double.isNaN(best);
      }
    }
    return seen ? (Boolean) (best >= FOUND) : null;
  }

  /** Of a block here and one there, -1 where that one is flat; NaN where it leaves the picture. */
  private double correlation(
      FacePatch other, int left, int top, int x, int y, double sum, double spread) {
    double s = 0;
    double ss = 0;
    double products = 0;
    for (int i = 0; i < AREA; i++) {
      float a = luma[(top + i / BLOCK) * SIDE + left + i % BLOCK];
      float b = other.luma[(y + i / BLOCK) * SIDE + x + i % BLOCK];
      s += b;
      ss += b * b;
      products += a * b;
    }
    double otherSpread = ss - s * s / AREA;
    if (otherSpread < AREA * FLAT * FLAT) {
      return -1;
    }
    return (products - sum * s / AREA) / Math.sqrt(spread * otherSpread); // NaN if that is
  }
}
