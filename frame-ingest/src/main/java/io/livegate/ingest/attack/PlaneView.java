package io.livegate.ingest.attack;

/**
 * A plane of the picture's size seen by a pinhole camera whose focal length is 1.2 times the long
 * side, about that of a phone's front camera.
 */
final class PlaneView {

  private static final double FOCAL = 1.2;

  /** From picture to plane, row by row. */
  private final double[] inverse;

  PlaneView(int width, int height, Pose pose) {
    double f = FOCAL * Math.max(width, height);
    double cx = width / 2.0;
    double cy = height / 2.0;
    double ca = StrictMath.cos(pose.tilt());
    double sa = StrictMath.sin(pose.tilt());
    double cb = StrictMath.cos(pose.turn());
    double sb = StrictMath.sin(pose.turn());
    double cc = StrictMath.cos(pose.roll());
    double sc = StrictMath.sin(pose.roll());
    // the first two columns of Rz * Ry * Rx
    double[] right = {cc * cb, sc * cb, -sb};
    double[] down = {cc * sb * sa - sc * ca, sc * sb * sa + cc * ca, cb * sa};
    double distance = f / pose.scale();
    double[] shift = {pose.x() * width * distance / f, pose.y() * width * distance / f, distance};
    double[] h = new double[9];
    double[][] columns = {right, down, shift};
    for (int i = 0; i < 3; i++) {
      h[i] = f * columns[i][0] + cx * columns[i][2];
      h[3 + i] = f * columns[i][1] + cy * columns[i][2];
      h[6 + i] = columns[i][2];
    }
    // plane coordinates count from its centre: shift them to its corner
    for (int row = 0; row < 9; row += 3) {
      h[row + 2] -= h[row] * cx + h[row + 1] * cy;
    }
    inverse = inverse(h);
  }

  /** Where on the plane, in its pixels from its corner, the camera looks at a picture's point. */
  void toPlane(double x, double y, double[] point) {
    double w = inverse[6] * x + inverse[7] * y + inverse[8];
    point[0] = (inverse[0] * x + inverse[1] * y + inverse[2]) / w;
    point[1] = (inverse[3] * x + inverse[4] * y + inverse[5]) / w;
  }

  /** The adjugate: a homography has no scale of its own. */
  private static double[] inverse(double[] h) {
    return new double[] {
      h[4] * h[8] - h[5] * h[7], h[2] * h[7] - h[1] * h[8], h[1] * h[5] - h[2] * h[4],
      h[5] * h[6] - h[3] * h[8], h[0] * h[8] - h[2] * h[6], h[2] * h[3] - h[0] * h[5],
      h[3] * h[7] - h[4] * h[6], h[1] * h[6] - h[0] * h[7], h[0] * h[4] - h[1] * h[3]
    };
  }
}
