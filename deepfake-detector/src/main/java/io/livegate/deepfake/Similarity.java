package io.livegate.deepfake;

/**
 * A turn, scale and shift of the plane: {@code (a*x - b*y + dx, b*x + a*y + dy)}.
 *
 * @param a scale times the cosine of the angle
 * @param b scale times the sine
 */
record Similarity(double a, double b, double dx, double dy) {

  /**
   * The one of least squares that brings {@code from} onto {@code to} (Umeyama, PAMI 1991; in the
   * plane without mirroring it has this closed form).
   *
   * @param from {@code x0,y0,x1,y1,...}, not all the same point
   * @param to as many
   */
  static Similarity fit(double[] from, float[] to) {
    int n = from.length / 2;
    double fx = 0;
    double fy = 0;
    double tx = 0;
    double ty = 0;
    for (int i = 0; i < n; i++) {
      fx += from[2 * i] / n;
      fy += from[2 * i + 1] / n;
      tx += to[2 * i] / (double) n;
      ty += to[2 * i + 1] / (double) n;
    }
    double dot = 0;
    double cross = 0;
    double norm = 0;
    for (int i = 0; i < n; i++) {
      double x = from[2 * i] - fx;
      double y = from[2 * i + 1] - fy;
      double u = to[2 * i] - tx;
      double v = to[2 * i + 1] - ty;
      dot += x * u + y * v;
      cross += x * v - y * u;
      norm += x * x + y * y;
    }
    double a = dot / norm;
    double b = cross / norm;
    return new Similarity(a, b, tx - a * fx + b * fy, ty - b * fx - a * fy);
  }

  double x(double x, double y) {
    return a * x - b * y + dx;
  }

  double y(double x, double y) {
    return b * x + a * y + dy;
  }

  double scale() {
    return Math.hypot(a, b);
  }
}
