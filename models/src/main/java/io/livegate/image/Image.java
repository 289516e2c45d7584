package io.livegate.image;

/**
 * A decoded picture on the Java heap: rows top to bottom, three bytes a pixel in the order blue,
 * green, red, no padding. Not copied and not to be changed after it is made.
 *
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 * @param bgr {@code width * height * 3} bytes
 * @param sourceScale how many pixels of the frame as sent make one pixel here, at least 1 (reduced
 *     decoding)
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
public record Image(int width, int height, byte[] bgr, double sourceScale) {

  public Image {
    if (width < 1 || height < 1 || bgr.length < width * height * 3) {
      throw new IllegalArgumentException(
          "an image of "
              + width
              + "x"
              + height
              + " needs "
              + width * height * 3
              + " bytes, not "
              + bgr.length);
    }
  }

  @Override
  public String toString() {
    return "Image[" + width + "x" + height + "]";
  }
}
