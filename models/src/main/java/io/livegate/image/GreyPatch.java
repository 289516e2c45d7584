package io.livegate.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.IntFunction;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A part of a picture in grey, averaged down, that knows where it lay: its points are given in
 * pixels of the whole picture times {@code scale}, so that points of two patches of one scale
 * compare whatever part each was cut from.
 *
 * @param width pixels
 * @param height pixels
 * @param grey {@code width * height} bytes, rows top to bottom, and maybe more behind them
 * @param left of the patch's first column
 * @param top of the patch's first row
 * @param scale pixels of the patch for one pixel of the picture, at most 1
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
public record GreyPatch(int width, int height, byte[] grey, int left, int top, double scale) {

  /** Narrower patches hold nothing to follow. */
  private static final int MIN_SIDE = 16;

  /**
   * Cuts a box out of a picture, as far as it lies inside.
   *
   * @param scale 0..1, never enlarges
   * @return nothing if fewer than {@value #MIN_SIDE} pixels remain on a side
   */
  public static Optional<GreyPatch> of(
      Image image, double left, double top, double boxWidth, double boxHeight, double scale) {
    return of(image, left, top, boxWidth, boxHeight, scale, byte[]::new);
  }

  /**
   * The same in an array of the caller's.
   *
   * @param arrays gives one of at least so many bytes
   */
  public static Optional<GreyPatch> of(
      Image image,
      double left,
      double top,
      double boxWidth,
      double boxHeight,
      double scale,
      IntFunction<byte[]> arrays) {
    if (!(scale > 0 && scale <= 1)) {
      throw new IllegalArgumentException("a patch's scale lies in 0..1: " + scale);
    }
    // whole patch pixels, so that patches of moving boxes share one raster
    int x0 = (int) Math.ceil(Math.max(0, left) * scale);
    int y0 = (int) Math.ceil(Math.max(0, top) * scale);
    int x1 = (int) Math.floor(Math.min(image.width(), left + boxWidth) * scale);
    int y1 = (int) Math.floor(Math.min(image.height(), top + boxHeight) * scale);
    if (x1 - x0 < MIN_SIDE || y1 - y0 < MIN_SIDE) {
      return Optional.empty();
    }
    int width = x1 - x0;
    int height = y1 - y0;
    GreyPatch patch = new GreyPatch(width, height, arrays.apply(width * height), x0, y0, scale);
    patch.cut(image);
    return Optional.of(patch);
  }

  /** Fills the patch. */
  private void cut(Image image) {
    int fromX = (int) Math.round(left / scale);
    int fromY = (int) Math.round(top / scale);
    int wide = Math.min(image.width() - fromX, (int) Math.round(width / scale));
    int high = Math.min(image.height() - fromY, (int) Math.round(height / scale));
    OpenCv.load();
    try (BytePointer pixels = new BytePointer((long) wide * high * 3);
        Mat colour = new Mat(high, wide, CV_8UC3, pixels);
        Mat full = new Mat();
        Mat small = new Mat();
        Size size = new Size(width, height)) {
      for (int y = 0; y < high; y++) {
        int at = ((fromY + y) * image.width() + fromX) * 3;
        pixels.position((long) y * wide * 3).put(image.bgr(), at, wide * 3);
      }
      cvtColor(colour, full, COLOR_BGR2GRAY);
      resize(full, small, size, 0, 0, INTER_AREA);
      try (BytePointer result = small.data()) {
        result.get(grey, 0, width * height);
      }
    }
  }

  /**
   * A copy in native memory, its last column and row repeated up to a larger size; the caller's to
   * close.
   */
  BytePointer padded(int wide, int high) {
    BytePointer copy = new BytePointer((long) wide * high);
    ByteBuffer bytes = copy.asBuffer();
    for (int y = 0; y < high; y++) {
      int row = Math.min(y, height - 1) * width;
      bytes.put(y * wide, grey, row, width);
      for (int x = width; x < wide; x++) {
        bytes.put(y * wide + x, grey[row + width - 1]);
      }
    }
    return copy;
  }

  @Override
  public String toString() {
    return "GreyPatch[" + width + "x" + height + " at " + left + "," + top + "]";
  }
}
