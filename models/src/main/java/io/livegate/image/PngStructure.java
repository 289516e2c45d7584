package io.livegate.image;

import io.livegate.signal.ReasonCode;

/** The chunks of a PNG file (W3C PNG, section 5), walked without inflating. */
final class PngStructure {

  private static final int FIRST_CHUNK = 8;
  private static final int CHUNK_FRAME = 12;

  private PngStructure() {}

  /** Reads IHDR and refuses animations, which announce themselves before the pixels. */
  static ImageHeader header(byte[] file) throws ImageRejectedException {
    Bytes bytes = new Bytes(file, "PNG");
    long length = bytes.u32(FIRST_CHUNK);
    if (!bytes.has(FIRST_CHUNK + 4, "IHDR") || length != 13) {
      throw bytes.bad(
          "begins with chunk '"
              + bytes.name(FIRST_CHUNK + 4)
              + "' of "
              + length
              + " bytes where IHDR of 13 is due");
    }
    long width = bytes.u32(16);
    long height = bytes.u32(20);
    int depth = bytes.u8(24);
    int colour = bytes.u8(25);
    if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw bytes.bad("is " + width + " x " + height + " pixels, more than the format allows");
    }
    if (!allowed(depth, colour)) {
      throw bytes.bad("has bit depth " + depth + " with colour type " + colour + ", undefined");
    }
    if (bytes.u8(26) != 0 || bytes.u8(27) != 0 || bytes.u8(28) > 1) {
      throw bytes.bad("names a compression, filter or interlace method that is not defined");
    }
    refuseAnimation(bytes);
    return new ImageHeader(ImageFormat.PNG, (int) width, (int) height);
  }

  /**
   * Walks all chunks to IEND.
   *
   * @throws ImageRejectedException UNDECODABLE when it is missing or a chunk runs past the end
   */
  static void checkComplete(byte[] file) throws ImageRejectedException {
    Bytes bytes = new Bytes(file, "PNG");
    boolean pixels = false;
    long at = FIRST_CHUNK;
    while (at + CHUNK_FRAME <= file.length) {
      long next = at + CHUNK_FRAME + bytes.u32(at);
      if (next > file.length) {
        break;
      }
      if (bytes.has(at + 4, "IEND")) {
        if (!pixels) {
          throw bytes.broken("has no pixel data (IDAT)");
        }
        return;
      }
      pixels |= bytes.has(at + 4, "IDAT");
      at = next;
    }
    throw bytes.broken("is cut off: " + file.length + " bytes and no end chunk (IEND)");
  }

  private static void refuseAnimation(Bytes bytes) throws ImageRejectedException {
    long at = FIRST_CHUNK;
    while (at + CHUNK_FRAME <= bytes.length() && !bytes.has(at + 4, "IDAT")) {
      if (bytes.has(at + 4, "acTL")) {
        throw new ImageRejectedException(
            ReasonCode.UNSUPPORTED_FORMAT, "animated PNG is not decoded; send single frames");
      }
      at += CHUNK_FRAME + bytes.u32(at);
    }
  }

  private static boolean allowed(int depth, int colour) {
    return switch (colour) {
      case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
      case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
      case 2, 4, 6 -> depth == 8 || depth == 16;
      default -> false;
    };
  }
}
