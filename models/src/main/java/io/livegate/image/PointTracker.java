package io.livegate.image;

import static org.bytedeco.opencv.global.opencv_core.CV_32FC2;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.goodFeaturesToTrack;
import static org.bytedeco.opencv.global.opencv_video.OPTFLOW_USE_INITIAL_FLOW;
import static org.bytedeco.opencv.global.opencv_video.calcOpticalFlowPyrLK;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_core.TermCriteria;

/**
 * Finds corners (Shi and Tomasi, CVPR 1994) and follows them from one patch to another (pyramidal
 * Lucas-Kanade, Bouguet 2000). Points are {@code x0, y0, x1, y1, ...} in the coordinates of {@link
 * GreyPatch}. All native memory is released before a call returns; safe to call from several
 * threads.
 */
public final class PointTracker {

  /** Pixels of the window around a point: the middle of the usual 9 to 21. */
  private static final int WINDOW = 13;

  private static final int LEVELS = 2;
  private static final int ITERATIONS = 12;
  private static final double ENOUGH = 0.02;
  private static final double MIN_EIGENVALUE = 1e-4;

  private PointTracker() {}

  /**
   * The strongest corners of a part of the patch.
   *
   * @param quality of the weakest, relative to the strongest, 0..1
   * @param apart least distance in pixels
   * @return at most {@code most} points; none where the box holds nothing
   */
  public static float[] corners(
      GreyPatch patch,
      double left,
      double top,
      double boxWidth,
      double boxHeight,
      int most,
      double quality,
      double apart) {
    int x0 = (int) Math.max(0, Math.round(left - patch.left()));
    int y0 = (int) Math.max(0, Math.round(top - patch.top()));
    int x1 = (int) Math.min(patch.width(), Math.round(left + boxWidth - patch.left()));
    int y1 = (int) Math.min(patch.height(), Math.round(top + boxHeight - patch.top()));
    if (x1 - x0 < WINDOW || y1 - y0 < WINDOW) {
      return new float[0];
    }
    OpenCv.load();
    try (BytePointer pixels = patch.padded(patch.width(), patch.height());
        Mat whole = new Mat(patch.height(), patch.width(), CV_8UC1, pixels);
        Mat rows = whole.rowRange(y0, y1);
        Mat box = rows.colRange(x0, x1);
        Mat found = new Mat();
        Mat everywhere = new Mat()) {
      goodFeaturesToTrack(box, found, most, quality, apart, everywhere, 5, false, 0.04);
      float[] points = values(found, 2 * (int) found.total());
      for (int i = 0; i < points.length; i += 2) {
        points[i] += x0 + patch.left();
        points[i + 1] += y0 + patch.top();
      }
      return points;
    }
  }

  /**
   * Follows points and back again.
   *
   * @param points in {@code from}
   * @param guess where they may lie in {@code to}, within about ten pixels
   */
  public static Followed follow(GreyPatch from, GreyPatch to, float[] points, float[] guess) {
    int n = points.length / 2;
    if (guess.length != points.length) {
      throw new IllegalArgumentException(guess.length + " guesses for " + points.length);
    }
    float[] there = new float[points.length];
    float[] error = new float[n];
    if (n == 0) {
      return new Followed(there, error);
    }
    OpenCv.load();
    int wide = Math.max(from.width(), to.width());
    int high = Math.max(from.height(), to.height());
    try (BytePointer fromPixels = from.padded(wide, high);
        BytePointer toPixels = to.padded(wide, high);
        Mat fromMat = new Mat(high, wide, CV_8UC1, fromPixels);
        Mat toMat = new Mat(high, wide, CV_8UC1, toPixels)) {
      float[] start = moved(points, -from.left(), -from.top());
      Followed forward = lucasKanade(fromMat, toMat, start, moved(guess, -to.left(), -to.top()));
      Followed back = lucasKanade(toMat, fromMat, forward.points(), start);
      for (int i = 0; i < n; i++) {
        double dx = back.points()[2 * i] - start[2 * i];
        double dy = back.points()[2 * i + 1] - start[2 * i + 1];
        boolean lost = Float.isNaN(forward.error()[i]) || Float.isNaN(back.error()[i]);
        error[i] = lost ? Float.NaN : (float) Math.hypot(dx, dy);
      }
      return new Followed(moved(forward.points(), to.left(), to.top()), error);
    }
  }

  private static Followed lucasKanade(Mat from, Mat to, float[] points, float[] guess) {
    int n = points.length / 2;
    try (FloatPointer startPointer = new FloatPointer(points);
        FloatPointer endPointer = new FloatPointer(guess);
        Mat start = new Mat(n, 1, CV_32FC2, startPointer);
        Mat end = new Mat(n, 1, CV_32FC2, endPointer);
        Mat status = new Mat();
        Mat difference = new Mat();
        Size window = new Size(WINDOW, WINDOW);
        TermCriteria criteria =
            new TermCriteria(TermCriteria.COUNT | TermCriteria.EPS, ITERATIONS, ENOUGH)) {
      calcOpticalFlowPyrLK(
          from,
          to,
          start,
          end,
          status,
          difference,
          window,
          LEVELS,
          criteria,
          OPTFLOW_USE_INITIAL_FLOW,
          MIN_EIGENVALUE);
      float[] there = values(end, 2 * n);
      byte[] found = new byte[n];
      try (BytePointer data = status.data()) {
        data.get(found);
      }
      float[] error = new float[n];
      for (int i = 0; i < n; i++) {
        error[i] = found[i] == 0 ? Float.NaN : 0;
      }
      return new Followed(there, error);
    }
  }

  private static float[] moved(float[] points, int dx, int dy) {
    float[] moved = new float[points.length];
    for (int i = 0; i < points.length; i += 2) {
      moved[i] = points[i] + dx;
      moved[i + 1] = points[i + 1] + dy;
    }
    return moved;
  }

  private static float[] values(Mat mat, int length) {
    float[] values = new float[length];
    if (length > 0) {
      try (BytePointer data = mat.data();
          FloatPointer floats = new FloatPointer(data)) {
        floats.get(values);
      }
    }
    return values;
  }

  /**
   * Where points went.
   *
   * @param points in the coordinates of the patch they were followed to
   * @param error for each point, how far from its start it came back to, pixels; NaN when lost
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  public record Followed(float[] points, float[] error) {}
}
