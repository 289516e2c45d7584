package io.livegate.liveness.cue;

import io.livegate.frame.Face;
import org.jspecify.annotations.Nullable;

/** The five landmarks of a face, see {@link Face#landmarks}, and their distances in pixels. */
final class FacePoints {

  static final int COUNT = 5;

  private final float[] at;

  private FacePoints(float[] at) {
    this.at = at;
  }

  /** The points of a face, or null where the finder gives none. */
  static @Nullable FacePoints of(Face face) {
    float[] at = face.landmarks();
    return at == null ? null : new FacePoints(at);
  }

  double x(int point) {
    return at[2 * point];
  }

  double y(int point) {
    return at[2 * point + 1];
  }

  double eyeDistance() {
    return Math.hypot(x(1) - x(0), y(1) - y(0));
  }

  double eyesToMouth() {
    return Math.hypot(x(3) + x(4) - x(0) - x(1), y(3) + y(4) - y(0) - y(1)) / 2;
  }
}
