package io.livegate.ingest.face;

import io.livegate.frame.Face;
import org.jspecify.annotations.Nullable;

/**
 * Where a head is turned, from the five landmarks of a face finder. It costs nothing, needs no
 * camera's focal length, and is the same at any distance and with the head tilted to a shoulder.
 *
 * <p>Source: the linear step of DeMenthon and Davis, "Model-based object pose in 25 lines of code",
 * IJCV 15, 1995. Under scaled orthographic projection the five points of a generic head map to the
 * picture by two rows of the rotation matrix, found by least squares; their cross product is the
 * third row, and from it come the angles that a tilt of the head does not change.
 *
 * <p>A person differs from the generic head by a few degrees, and the points are least sure at
 * profile, where one eye and half the mouth are out of sight: for thresholds, not for measuring.
 *
 * @param yaw degrees about the head's own long axis, -90..90, 0 frontal, positive when the face
 *     turns towards the picture's right edge
 * @param pitch degrees, -90..90, positive when the face looks up
 */
public record HeadPose(double yaw, double pitch) {

  /**
   * The points in the order of {@link Face#landmarks}: x to the picture's right, y down, z towards
   * the camera, centimetres. Vertices of MediaPipe's canonical face model (Apache-2.0): the middle
   * of each eye's corners (33 and 133, 362 and 263), the nose tip (1), the mouth's corners (61,
   * 291).
   */
  private static final double[][] HEAD = {
    {-3.151, -2.625, 3.466},
    {3.151, -2.625, 3.466},
    {0, 1.127, 7.476},
    {-2.456, 4.343, 4.284},
    {2.456, 4.343, 4.284}
  };

  private static final int POINTS = HEAD.length;

  /** {@code SOLVE[axis][point]}: the head's pseudo-inverse about its centre. */
  private static final double[][] SOLVE = pseudoInverse(centred(HEAD));

  /** The pose of a face, or null where the finder gave no landmarks or they span nothing. */
  public static @Nullable HeadPose of(Face face) {
    float[] at = face.landmarks();
    if (at == null) {
      return null;
    }
    double[] i = new double[3];
    double[] j = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      for (int point = 0; point < POINTS; point++) {
        i[axis] += SOLVE[axis][point] * at[2 * point];
        j[axis] += SOLVE[axis][point] * at[2 * point + 1];
      }
    }
    double kx = i[1] * j[2] - i[2] * j[1];
    double ky = i[2] * j[0] - i[0] * j[2];
    double kz = i[0] * j[1] - i[1] * j[0];
    if (!(Math.hypot(kx, Math.hypot(ky, kz)) > 0)) {
      return null;
    }
    return new HeadPose(
        upToProfile(Math.toDegrees(Math.atan2(-kx, kz))),
        Math.toDegrees(Math.atan2(ky, Math.hypot(kx, kz))));
  }

  /** Past the profile no finder sees a face: a larger angle is an eye put on the wrong side. */
  private static double upToProfile(double degrees) {
    return Math.max(-90, Math.min(90, degrees));
  }

  private static double[][] centred(double[][] points) {
    double[][] centred = new double[POINTS][3];
    for (int axis = 0; axis < 3; axis++) {
      double mean = 0;
      for (double[] point : points) {
        mean += point[axis] / POINTS;
      }
      for (int p = 0; p < POINTS; p++) {
        centred[p][axis] = points[p][axis] - mean;
      }
    }
    return centred;
  }

  /** {@code (A'A)^-1 A'} by the adjugate of the symmetric 3x3 matrix. */
  private static double[][] pseudoInverse(double[][] a) {
    double[][] m = new double[3][3];
    for (double[] point : a) {
      for (int r = 0; r < 3; r++) {
        for (int c = 0; c < 3; c++) {
          m[r][c] += point[r] * point[c];
        }
      }
    }
    double[][] adjugate = new double[3][3];
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < 3; c++) {
        int r1 = (c + 1) % 3;
        int r2 = (c + 2) % 3;
        int c1 = (r + 1) % 3;
        int c2 = (r + 2) % 3;
        adjugate[r][c] = m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
      }
    }
    double determinant =
        m[0][0] * adjugate[0][0] + m[0][1] * adjugate[1][0] + m[0][2] * adjugate[2][0];
    double[][] inverse = new double[3][POINTS];
    for (int axis = 0; axis < 3; axis++) {
      for (int p = 0; p < POINTS; p++) {
        for (int c = 0; c < 3; c++) {
          inverse[axis][p] += adjugate[axis][c] * a[p][c] / determinant;
        }
      }
    }
    return inverse;
  }
}
