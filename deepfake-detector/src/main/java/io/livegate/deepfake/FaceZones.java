package io.livegate.deepfake;

/**
 * The parts of an {@link AlignedFace} that cues compare: what a swap replaces, what it leaves, and
 * the seam between. Ellipses about the middle of the face, from brow to chin and cheek to cheek.
 *
 * @param inner well inside every swap's mask
 * @param band where masks end and are blended
 * @param ring hair, ears, neck, and what is right behind
 * @param cheeks skin inside
 * @param forehead skin above the brows, which most swaps leave
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
record FaceZones(
    boolean[] inner, boolean[] band, boolean[] ring, boolean[] cheeks, boolean[] forehead) {

  /** Half axes and middle of the face's oval on a grid of 256. */
  private static final double MIDDLE_X = 128;

  private static final double MIDDLE_Y = 137;
  private static final double HALF_WIDTH = 58;
  private static final double HALF_HEIGHT = 72;

  /** The zones of a grid of that size. */
  static FaceZones of(int size) {
    boolean[][] zones = new boolean[5][size * size];
    double step = 256.0 / size;
    for (int i = 0; i < size * size; i++) {
      double x = (i % size + 0.5) * step - MIDDLE_X;
      double y = (i / size + 0.5) * step;
      double out = Math.hypot(x / HALF_WIDTH, (y - MIDDLE_Y) / HALF_HEIGHT);
      zones[0][i] = out < 0.75;
      zones[1][i] = out > 0.9 && out < 1.15;
      zones[2][i] = out > 1.2 && out < 1.6;
      zones[3][i] = out < 0.7 && y > 120 && y < 165 && Math.abs(x) > 18;
      zones[4][i] = out > 0.95 && out < 1.2 && y < 90 && Math.abs(x) < 40;
    }
    return new FaceZones(zones[0], zones[1], zones[2], zones[3], zones[4]);
  }
}
