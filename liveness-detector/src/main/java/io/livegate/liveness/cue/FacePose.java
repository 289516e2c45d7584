package io.livegate.liveness.cue;

import io.livegate.frame.Face;
import org.jspecify.annotations.Nullable;

/**
 * Where a face is, how large and how far turned in the plane, by the mean and spread of its five
 * landmarks, which jitter less than its box.
 *
 * @param x pixels
 * @param y pixels
 * @param size spread of the landmarks, pixels
 * @param angle of the line through the eyes, radians
 */
record FacePose(double x, double y, double size, double angle) {

  /**
   * @param scale pixels here per pixel of the face's picture
   * @return null for a face without landmarks
   */
  static @Nullable FacePose of(Face face, double scale) {
    float[] at = face.landmarks();
    if (at == null) {
      return null;
    }
    int n = at.length / 2;
    double x = 0;
    double y = 0;
    for (int i = 0; i < n; i++) {
      x += at[2 * i] / n;
      y += at[2 * i + 1] / n;
    }
    double spread = 0;
    for (int i = 0; i < n; i++) {
      spread += (at[2 * i] - x) * (at[2 * i] - x) + (at[2 * i + 1] - y) * (at[2 * i + 1] - y);
    }
    double angle = Math.atan2(at[3] - at[1], at[2] - at[0]);
    return new FacePose(x * scale, y * scale, Math.sqrt(spread) * scale, angle);
  }

  /** Where a point was, or will be, that is fixed to the face: it is here now. */
  double[] carry(FacePose to, double px, double py) {
    double turn = to.angle - angle;
    double ratio = to.size / Math.max(size, 1e-6);
    double dx = (px - x) * ratio;
    double dy = (py - y) * ratio;
    double cos = Math.cos(turn);
    double sin = Math.sin(turn);
    return new double[] {to.x + dx * cos - dy * sin, to.y + dx * sin + dy * cos};
  }
}
