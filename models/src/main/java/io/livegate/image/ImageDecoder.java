package io.livegate.image;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;

import io.livegate.signal.ReasonCode;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes a checked image to BGR bytes on the heap: 8 bits a channel whatever was stored, grey and
 * CMYK as colour, alpha dropped, EXIF orientation applied. All native memory is released before it
 * returns. Safe to call from several threads; each call runs on its caller's thread alone.
 *
 * <p>Damage inside pixel data that is complete by its markers is not always noticed: libjpeg
 * guesses and says so only on the process's standard error, in one line for each such picture.
 */
public final class ImageDecoder {

  private ImageDecoder() {}

  /**
   * Decodes at the smallest of the scales 1, 1/2, 1/4, 1/8 whose long side still reaches the one
   * asked for.
   *
   * @param header of exactly these bytes
   * @param minLongSide pixels; {@link Integer#MAX_VALUE} decodes at full size
   * @throws ImageRejectedException UNDECODABLE: damaged, cut off, or not what its header said;
   *     TOO_LARGE: more scans than {@value JpegStructure#MAX_SCANS}
   */
  public static Image decode(byte[] bytes, ImageHeader header, int minLongSide)
      throws ImageRejectedException {
    return decode(bytes, header, minLongSide, new PixelPool());
  }

  /**
   * The same into memory of a pool, to which the caller gives the picture back.
   *
   * @throws ImageRejectedException as above
   */
  public static Image decode(byte[] bytes, ImageHeader header, int minLongSide, PixelPool pool)
      throws ImageRejectedException {
    switch (header.format()) {
      case JPEG -> JpegStructure.checkComplete(bytes);
      case PNG -> PngStructure.checkComplete(bytes);
      case WEBP -> WebpStructure.checkComplete(bytes);
    }
    OpenCv.load();
    int divisor = divisor(header.longSide(), minLongSide);
    try (BytePointer data = new BytePointer(bytes);
        Mat input = new Mat(1, bytes.length, opencv_core.CV_8UC1, data);
        Mat decoded = opencv_imgcodecs.imdecode(input, flags(divisor))) {
      return image(decoded, header, divisor, pool);
    } catch (RuntimeException e) {
      // JavaCPP turns every cv::Exception into one
      throw undecodable(header, String.valueOf(e.getMessage()));
    }
  }

  private static Image image(Mat decoded, ImageHeader header, int divisor, PixelPool pool)
      throws ImageRejectedException {
    if (decoded.empty()) {
      throw undecodable(header, "the pixel data is damaged");
    }
    int longSide = Math.max(decoded.cols(), decoded.rows());
    if (decoded.type() != opencv_core.CV_8UC3
        || Math.abs(longSide - (double) header.longSide() / divisor) >= 1) {
      throw undecodable(
          header, "it decodes to " + decoded.cols() + " x " + decoded.rows() + " pixels");
    }
    int length = decoded.cols() * decoded.rows() * 3;
    byte[] bgr = pool.take(length);
    try (BytePointer pixels = decoded.data()) {
      pixels.get(bgr, 0, length);
    }
    double scale = Math.max(1, (double) header.longSide() / longSide);
    return new Image(decoded.cols(), decoded.rows(), bgr, scale);
  }

  private static int divisor(int longSide, int minLongSide) {
    int divisor = 8;
    while (divisor > 1 && longSide / divisor < minLongSide) {
      divisor /= 2;
    }
    return divisor;
  }

  private static int flags(int divisor) {
    return switch (divisor) {
      case 8 -> IMREAD_REDUCED_COLOR_8;
      case 4 -> IMREAD_REDUCED_COLOR_4;
      case 2 -> IMREAD_REDUCED_COLOR_2;
      default -> IMREAD_COLOR;
    };
  }

  private static ImageRejectedException undecodable(ImageHeader header, String why) {
    return new ImageRejectedException(
        ReasonCode.UNDECODABLE,
        "the "
            + header.format().name()
            + " of "
            + header.width()
            + " x "
            + header.height()
            + " pixels cannot be decoded: "
            + why.strip());
  }
}
