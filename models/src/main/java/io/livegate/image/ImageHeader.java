package io.livegate.image;

import io.livegate.signal.ReasonCode;

/**
 * What an encoded image says about itself, read in plain Java before any pixel is decoded.
 *
 * @param format as the bytes say, whatever a name or header claims
 * @param width pixels as stored, before EXIF orientation, at least 1
 * @param height pixels as stored, at least 1
 */
public record ImageHeader(ImageFormat format, int width, int height) {

  public int longSide() {
    return Math.max(width, height);
  }

  /** {@link #parse(byte[], ImageLimits)} under {@link ImageLimits#DEFAULT}. */
  public static ImageHeader parse(byte[] bytes) throws ImageRejectedException {
    return parse(bytes, ImageLimits.DEFAULT);
  }

  /**
   * Reads the header.
   *
   * @throws ImageRejectedException UNSUPPORTED_FORMAT for anything but JPEG, PNG and WebP stills,
   *     naming the format where it is known; BAD_HEADER for a header that is cut off or contradicts
   *     itself; TOO_LARGE with the numbers and the limit
   */
  public static ImageHeader parse(byte[] bytes, ImageLimits limits) throws ImageRejectedException {
    if (bytes.length == 0) {
      throw new ImageRejectedException(ReasonCode.BAD_HEADER, "the image is empty (0 bytes)");
    }
    if (bytes.length > limits.maxBytes()) {
      throw tooLarge("the image has " + bytes.length + " bytes", "maxBytes", limits.maxBytes());
    }
    ImageFormat format = FormatSniffer.sniff(bytes);
    ImageHeader header =
        switch (format) {
          case JPEG -> JpegStructure.header(bytes);
          case PNG -> PngStructure.header(bytes);
          case WEBP -> WebpStructure.header(bytes);
        };
    header.check(limits);
    return header;
  }

  private void check(ImageLimits limits) throws ImageRejectedException {
    if (width < 1 || height < 1) {
      throw new ImageRejectedException(ReasonCode.BAD_HEADER, size() + ": both must be at least 1");
    }
    if (longSide() > limits.maxSide()) {
      throw tooLarge(size(), "maxSide", limits.maxSide());
    }
    long pixels = (long) width * height;
    if (pixels > limits.maxPixels()) {
      throw tooLarge(size() + " (" + pixels + " in all)", "maxPixels", limits.maxPixels());
    }
  }

  private String size() {
    return "the " + format.name() + " is " + width + " x " + height + " pixels";
  }

  private static ImageRejectedException tooLarge(String what, String limit, int value) {
    return new ImageRejectedException(
        ReasonCode.TOO_LARGE, what + ", more than the limit " + limit + " = " + value);
  }
}
