package io.livegate.image;

import static org.bytedeco.opencv.global.opencv_calib3d.LMEDS;
import static org.bytedeco.opencv.global.opencv_calib3d.estimateAffine2D;
import static org.bytedeco.opencv.global.opencv_calib3d.findHomography;
import static org.bytedeco.opencv.global.opencv_core.CV_32FC2;

import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * How a plane moved between two pictures, found from points on it by least median of squares
 * (Rousseeuw 1984), so that up to half of the points may lie off the plane. Points are {@code x0,
 * y0, x1, y1, ...}. The same points give the same fit every time.
 */
public final class PlanarFit {

  /** A homography has eight degrees of freedom; fewer points than this fit anything. */
  public static final int MIN_POINTS = 8;

  private static final double CONFIDENCE = 0.99;
  private static final long TRIALS = 500;
  private static final long REFINEMENTS = 10;

  /** Rows of the 3x3 matrix. */
  private final double[] matrix;

  private PlanarFit(double[] matrix) {
    this.matrix = matrix;
  }

  /** The best perspective map: exact for a plane before a pinhole camera. */
  public static Optional<PlanarFit> homography(float[] from, float[] to) {
    return fit(from, to, 9);
  }

  /** The best affine map: steadier than a homography away from the points it was found from. */
  public static Optional<PlanarFit> affine(float[] from, float[] to) {
    return fit(from, to, 6);
  }

  private static Optional<PlanarFit> fit(float[] from, float[] to, int entries) {
    if (from.length != to.length) {
      throw new IllegalArgumentException(from.length + " coordinates against " + to.length);
    }
    int n = from.length / 2;
    if (n < MIN_POINTS) {
      return Optional.empty();
    }
    OpenCv.load();
    try (FloatPointer fromPointer = new FloatPointer(from);
        FloatPointer toPointer = new FloatPointer(to);
        Mat fromMat = new Mat(n, 1, CV_32FC2, fromPointer);
        Mat toMat = new Mat(n, 1, CV_32FC2, toPointer);
        Mat inliers = new Mat();
        Mat found =
            entries == 9
                ? findHomography(fromMat, toMat, inliers, LMEDS, 3)
                : estimateAffine2D(
                    fromMat, toMat, inliers, LMEDS, 3, TRIALS, CONFIDENCE, REFINEMENTS)) {
      if (found.empty()) {
        return Optional.empty();
      }
      double[] matrix = {0, 0, 0, 0, 0, 0, 0, 0, 1};
      try (DoublePointer values = new DoublePointer(found.data())) {
        values.get(matrix, 0, entries);
      }
      boolean finite = Arrays.stream(matrix).allMatch(Double::isFinite);
      return finite ? Optional.of(new PlanarFit(matrix)) : Optional.empty();
    }
  }

  /** Where the plane's motion takes a point, {@code {x, y}}. */
  public double[] map(double x, double y) {
    double w = matrix[6] * x + matrix[7] * y + matrix[8];
    return new double[] {
      (matrix[0] * x + matrix[1] * y + matrix[2]) / w,
      (matrix[3] * x + matrix[4] * y + matrix[5]) / w
    };
  }

  /**
   * What the plane's motion leaves unexplained.
   *
   * @return {@code dx0, dy0, dx1, dy1, ...} from where the map takes a point to where it went
   */
  public float[] residuals(float[] from, float[] to) {
    float[] left = new float[from.length];
    for (int i = 0; i < from.length; i += 2) {
      double[] mapped = map(from[i], from[i + 1]);
      left[i] = (float) (to[i] - mapped[0]);
      left[i + 1] = (float) (to[i + 1] - mapped[1]);
    }
    return left;
  }
}
