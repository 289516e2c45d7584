package io.livegate.deepfake;

import org.jspecify.annotations.Nullable;

/**
 * How much more the face's fine detail flickers than its surroundings', over three frames in a row:
 * a swap draws every frame anew (Güera and Delp, Deepfake Video Detection Using Recurrent Neural
 * Networks, 2018). Log of the second difference over the detail itself, inside less around, so that
 * coding noise and movement of the whole count on both sides.
 */
final class Flicker {

  private static final int SIZE = 128;
  private static final FaceZones ZONES = FaceZones.of(SIZE);
  private static final int LEAST = 600;

  /** Frames further apart than this do not show flicker but movement. */
  private static final long MOST_MILLIS = 150;

  private float @Nullable [] before;
  private float @Nullable [] middle;

  /** What is older than both, to be overwritten. */
  private float @Nullable [] spare;

  private long middleMillis;
  private boolean inRow;
  private long seenMillis = Long.MIN_VALUE / 2;
  private boolean sparse;

  /**
   * Whether a frame is worth taking in; to be asked of each. Of frames that come far apart none is,
   * so of a row that follows them the second is the first one.
   */
  boolean wants(long atMillis) {
    boolean far = atMillis - seenMillis > MOST_MILLIS;
    boolean wanted = !far || !sparse;
    sparse = far;
    seenMillis = atMillis;
    return wanted;
  }

  /** Takes a frame of the session's face in; NaN without two frames right before it. */
  double observe(AlignedFace face, long atMillis, Scratch scratch) {
    float[] luma = face.luma();
    boolean[] valid = scratch.takeFlags(luma.length);
    float[] filled = scratch.take(luma.length);
    for (int i = 0; i < luma.length; i++) {
      valid[i] = !Float.isNaN(luma[i]);
      filled[i] = valid[i] ? luma[i] : 0;
    }
    float[] fine = Planes.smooth(filled, SIZE, 0.5, scratch);
    float[] coarse = Planes.smooth(filled, SIZE, 2, scratch);
    float[] detail = Planes.minus(fine, coarse, spare == null ? new float[luma.length] : spare);
    boolean follows = middle != null && atMillis - middleMillis <= MOST_MILLIS;
    double value = Double.NaN;
    if (follows && inRow && before != null && middle != null) {
      float[] second = scratch.take(detail.length);
      for (int i = 0; i < second.length; i++) {
        second[i] = before[i] - 2 * middle[i] + detail[i];
      }
      value =
          share(second, middle, ZONES.inner(), valid) - share(second, middle, ZONES.ring(), valid);
    }
    spare = before;
    before = middle;
    middle = detail;
    middleMillis = atMillis;
    inRow = follows;
    return value;
  }

  private static double share(float[] second, float[] detail, boolean[] zone, boolean[] valid) {
    double change = Planes.variance(second, zone, valid, LEAST);
    return Math.log(change + 0.01) / 2
        - Math.log(Planes.variance(detail, zone, valid, LEAST) + 0.01) / 2;
  }

  static int size() {
    return SIZE;
  }
}
