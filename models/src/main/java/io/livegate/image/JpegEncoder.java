package io.livegate.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Encodes pixels as baseline JPEG with 4:2:0 chroma. Safe to call from several threads. */
public final class JpegEncoder {

  private JpegEncoder() {}

  /**
   * Encodes one picture.
   *
   * @param quality 1..100
   * @throws IllegalArgumentException if the quality is outside its range
   */
  public static byte[] encode(Image image, int quality) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("JPEG quality must be 1 to 100, not " + quality);
    }
    OpenCv.load();
    try (BytePointer pixels = new BytePointer(image.bgr());
        Mat mat = new Mat(image.height(), image.width(), opencv_core.CV_8UC3, pixels);
        BytePointer encoded = new BytePointer();
        IntPointer parameters = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality)) {
      if (!opencv_imgcodecs.imencode(".jpg", mat, encoded, parameters)) {
        throw new IllegalStateException("OpenCV cannot encode " + image + " as JPEG");
      }
      byte[] jpeg = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(jpeg);
      return jpeg;
    }
  }
}
