package io.livegate.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_imgproc.LineSegmentDetector;

/** Straight lines in a picture, by OpenCV. Safe to call from several threads. */
public final class Lines {

  private Lines() {}

  /** A straight line from one end to the other, pixels of the grey picture. */
  public record Line(double x0, double y0, double x1, double y1) {

    public double length() {
      return Math.hypot(x1 - x0, y1 - y0);
    }
  }

  /**
   * The line segments of the detector by von Gioi et al. (LSD, IPOL 2012).
   *
   * @param shortest lines under this many pixels are left out
   */
  public static List<Line> find(GreyImage grey, double shortest) {
    OpenCv.load();
    List<Line> lines = new ArrayList<>();
    try (BytePointer data = bytes(grey.luma());
        Mat picture = new Mat(grey.height(), grey.width(), CV_8UC1, data);
        Mat found = new Mat();
        LineSegmentDetector detector =
            opencv_imgproc.createLineSegmentDetector(
                opencv_imgproc.LSD_REFINE_NONE, 0.8, 0.6, 2, 22.5, 0, 0.7, 1024)) {
      detector.detect(picture, found);
      float[] ends = new float[4 * found.rows()];
      try (FloatPointer values = new FloatPointer(found.data())) {
        if (ends.length > 0) {
          values.get(ends);
        }
      }
      for (int i = 0; i < ends.length; i += 4) {
        Line line = new Line(ends[i], ends[i + 1], ends[i + 2], ends[i + 3]);
        if (line.length() >= shortest) {
          lines.add(line);
        }
      }
    }
    return lines;
  }

  private static BytePointer bytes(float[] luma) {
    BytePointer pointer = new BytePointer((long) luma.length);
    ByteBuffer bytes = pointer.asBuffer();
    for (int i = 0; i < luma.length; i++) {
      bytes.put(i, (byte) Math.round(Math.max(0, Math.min(255, luma[i]))));
    }
    return pointer;
  }
}
