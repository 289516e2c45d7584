package io.livegate.image;

import io.livegate.signal.ReasonCode;

/** The RIFF container of a WebP file (RFC 9649) and the sizes in its three kinds of header. */
final class WebpStructure {

  private static final int FIRST_CHUNK = 12;
  private static final int PAYLOAD = 20;
  private static final int ANIMATION_FLAG = 0x02;

  private WebpStructure() {}

  static ImageHeader header(byte[] file) throws ImageRejectedException {
    Bytes bytes = new Bytes(file, "WebP");
    if (bytes.has(FIRST_CHUNK, "VP8 ")) {
      return lossy(bytes);
    }
    if (bytes.has(FIRST_CHUNK, "VP8L")) {
      return lossless(bytes);
    }
    if (bytes.has(FIRST_CHUNK, "VP8X")) {
      return extended(bytes);
    }
    throw bytes.bad(
        "begins with chunk '" + bytes.name(FIRST_CHUNK) + "' where VP8, VP8L or VP8X is due");
  }

  /**
   * @throws ImageRejectedException UNDECODABLE when the file is shorter than it says
   */
  static void checkComplete(byte[] file) throws ImageRejectedException {
    Bytes bytes = new Bytes(file, "WebP");
    long size = 8 + bytes.u32Little(4);
    if (size > file.length) {
      throw bytes.broken("is cut off: " + file.length + " bytes where it names " + size);
    }
  }

  private static ImageHeader lossy(Bytes bytes) throws ImageRejectedException {
    if ((bytes.u8(PAYLOAD) & 1) != 0) {
      throw bytes.bad("holds an inter frame; a still is a key frame");
    }
    if (bytes.u8(PAYLOAD + 3) != 0x9D
        || bytes.u8(PAYLOAD + 4) != 0x01
        || bytes.u8(PAYLOAD + 5) != 0x2A) {
      throw bytes.bad("has no VP8 start code");
    }
    int width = bytes.u16Little(PAYLOAD + 6) & 0x3FFF;
    int height = bytes.u16Little(PAYLOAD + 8) & 0x3FFF;
    return new ImageHeader(ImageFormat.WEBP, width, height);
  }

  private static ImageHeader lossless(Bytes bytes) throws ImageRejectedException {
    if (bytes.u8(PAYLOAD) != 0x2F) {
      throw bytes.bad("has no VP8L signature");
    }
    long bits = bytes.u32Little(PAYLOAD + 1);
    int width = (int) (bits & 0x3FFF) + 1;
    int height = (int) (bits >> 14 & 0x3FFF) + 1;
    return new ImageHeader(ImageFormat.WEBP, width, height);
  }

  private static ImageHeader extended(Bytes bytes) throws ImageRejectedException {
    if ((bytes.u8(PAYLOAD) & ANIMATION_FLAG) != 0) {
      throw new ImageRejectedException(
          ReasonCode.UNSUPPORTED_FORMAT, "animated WebP is not decoded; send single frames");
    }
    return new ImageHeader(
        ImageFormat.WEBP, bytes.u24Little(PAYLOAD + 4) + 1, bytes.u24Little(PAYLOAD + 7) + 1);
  }
}
