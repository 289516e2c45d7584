package io.livegate.liveness.cue;

import io.livegate.image.GreyPatch;
import io.livegate.image.PointTracker;
import io.livegate.image.PointTracker.Followed;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A face and what is around it at one moment, with the points that are followed from there.
 *
 * @param onFace points within the face's box
 * @param around points outside it and outside its rim, which is neither
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
record MotionReference(
    GreyPatch patch, FaceShape shape, float[] onFace, float[] around, long atMillis) {

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

  static MotionReference of(GreyPatch patch, FaceShape face, long atMillis) {
    float[] onFace =
        PointTracker.corners(
            patch, face.x(), face.y(), face.width(), face.height(), MOST_ON_FACE, QUALITY, APART);
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
    float[] around = new float[everywhere.length];
    int n = 0;
    for (int i = 0; i < everywhere.length && n < 2 * MOST_AROUND; i += 2) {
      if (!face.holds(everywhere[i], everywhere[i + 1], RIM)) {
        around[n++] = everywhere[i];
        around[n++] = everywhere[i + 1];
      }
    }
    return new MotionReference(patch, face, onFace, Arrays.copyOf(around, n), atMillis);
  }

  /** How the face has moved since; null when too few points are found again. */
  @Nullable MotionSample sample(GreyPatch now, FaceShape there, long nowMillis) {
    return MotionSample.of(
        shape, follow(now, there, onFace), follow(now, there, around), atMillis, nowMillis);
  }

  private Moves follow(GreyPatch now, FaceShape there, float[] points) {
    Followed followed = PointTracker.follow(patch, now, points, shape.moveTo(there, points));
    Moves all = new Moves(points, followed.points());
    return all.where(i -> followed.error()[i] <= MAX_ERROR); // false for NaN, which is lost
  }
}
