package io.livegate.image;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/**
 * The grey picture in a JPEG at an eighth of its size, from little more than its DC coefficients:
 * enough to see that a scene is another one, at a fraction of a full decode.
 */
public final class JpegGlance {

  private JpegGlance() {}

  /**
   * @param limits larger pictures are not looked at: this is for callers with little time
   * @return null for what is no complete JPEG within the limits
   */
  public static @Nullable GreyImage of(byte[] bytes, ImageLimits limits) {
    try {
      ImageHeader header = ImageHeader.parse(bytes, limits);
      if (header.format() != ImageFormat.JPEG) {
        return null;
      }
      JpegStructure.checkComplete(bytes);
    } catch (ImageRejectedException e) {
      return null; // whoever judges the frame says why
    }
    OpenCv.load();
    try (BytePointer data = new BytePointer(bytes);
        Mat input = new Mat(1, bytes.length, opencv_core.CV_8UC1, data);
        Mat decoded = opencv_imgcodecs.imdecode(input, IMREAD_REDUCED_GRAYSCALE_8)) {
      if (decoded.empty() || decoded.type() != opencv_core.CV_8UC1) {
        return null;
      }
      byte[] grey = new byte[decoded.cols() * decoded.rows()];
      try (BytePointer pixels = decoded.data()) {
        pixels.get(grey);
      }
      float[] luma = new float[grey.length];
      for (int i = 0; i < luma.length; i++) {
        luma[i] = grey[i] & 0xff;
      }
      return new GreyImage(decoded.cols(), decoded.rows(), luma);
    } catch (RuntimeException e) {
      return null; // JavaCPP turns every cv::Exception into one
    }
  }
}
