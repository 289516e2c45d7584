package io.livegate.liveness.cue;

import io.livegate.image.GreyImage;
import io.livegate.image.GreyPatch;
import io.livegate.image.PointTracker;
import io.livegate.image.PointTracker.Followed;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A face and what is around it at one moment, with the points that are followed from there. They
 * are looked for when a later frame is first compared with it: many moments never are.
 */
final class MotionReference {

  private static final int MOST_ON_FACE = 90;
  private static final int MOST_AROUND = 70;

  /** A corner may be this much weaker than the strongest: skin has weak ones only. */
  private static final double QUALITY = 0.02;

  private static final double QUALITY_AROUND = 0.01;
  private static final double APART = 5;
  private static final double APART_AROUND = 7;

  /** Hair and jaw lie about the box's edge. */
  private static final double RIM = 0.12;

  /** A point that comes back further from where it began has not been followed, pixels. */
  private static final double MAX_ERROR = 0.6;

  private final GreyPatch patch;
  private final FaceShape shape;
  private final GreyImage grid;
  private final long atMillis;
  private @Nullable Points points;

  /**
   * Those on the face, then those around it.
   *
   * @param all {@code x0, y0, x1, y1, ...}
   * @param onFace how many of them lie on the face
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  private record Points(float[] all, int onFace) {}

  /**
   * @param grid of the whole picture
   */
  MotionReference(GreyPatch patch, FaceShape shape, GreyImage grid, long atMillis) {
    this.patch = patch;
    this.shape = shape;
    this.grid = grid;
    this.atMillis = atMillis;
  }

  long atMillis() {
    return atMillis;
  }

  /** Of its patch; nothing can be compared with it once another is laid there. */
  byte[] memory() {
    return patch.grey();
  }

  private Points points() {
    if (points == null) {
      float[] onFace = onFace();
      float[] around = around();
      float[] all = Arrays.copyOf(onFace, onFace.length + around.length);
      System.arraycopy(around, 0, all, onFace.length, around.length);
      points = new Points(all, onFace.length / 2);
    }
    return points;
  }

  /** Points within the face's box. */
  private float[] onFace() {
    return PointTracker.corners(
        patch, shape.x(), shape.y(), shape.width(), shape.height(), MOST_ON_FACE, QUALITY, APART);
  }

  /** Points outside the box and outside its rim, which is neither. */
  private float[] around() {
    float[] everywhere =
        PointTracker.corners(
            patch,
            patch.left(),
            patch.top(),
            patch.width(),
            patch.height(),
            MOST_ON_FACE + MOST_AROUND,
            QUALITY_AROUND,
            APART_AROUND);
    float[] outside = new float[everywhere.length];
    int n = 0;
    for (int i = 0; i < everywhere.length && n < 2 * MOST_AROUND; i += 2) {
      if (!shape.holds(everywhere[i], everywhere[i + 1], RIM)) {
        outside[n++] = everywhere[i];
        outside[n++] = everywhere[i + 1];
      }
    }
    return Arrays.copyOf(outside, n);
  }

  /**
   * How the face has moved since; null when too few points are found again.
   *
   * @param onFace cells of the grid that lie on the face now
   */
  @Nullable MotionSample sample(MotionReference now, boolean @Nullable [] onFace) {
    Points from = points();
    // in one call, for each prepares both patches anew
    Followed followed =
        PointTracker.follow(patch, now.patch, from.all(), shape.moveTo(now.shape, from.all()));
    Moves all = new Moves(from.all(), followed.points());
    IntPredicate found = i -> followed.error()[i] <= MAX_ERROR; // false for NaN, which is lost
    Moves face = all.where(found.and(i -> i < from.onFace()));
    Moves around = all.where(found.and(i -> i >= from.onFace()));
    return MotionSample.of(
        shape, face, around, LumaChange.of(grid, now.grid, onFace), atMillis, now.atMillis);
  }
}
