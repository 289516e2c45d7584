package io.livegate.image;

import io.livegate.signal.ReasonCode;
import java.nio.charset.StandardCharsets;

/** Reads numbers from an encoded image; reading past the end is a bad header, not a crash. */
final class Bytes {

  private final byte[] bytes;
  private final String format;

  Bytes(byte[] bytes, String format) {
    this.bytes = bytes;
    this.format = format;
  }

  int length() {
    return bytes.length;
  }

  int u8(long at) throws ImageRejectedException {
    if (at < 0 || at >= bytes.length) {
      throw bad("ends at byte " + bytes.length + " where byte " + at + " is needed");
    }
    return bytes[(int) at] & 0xFF;
  }

  int u16(long at) throws ImageRejectedException {
    return u8(at) << 8 | u8(at + 1);
  }

  long u32(long at) throws ImageRejectedException {
    return (long) u16(at) << 16 | u16(at + 2);
  }

  int u16Little(long at) throws ImageRejectedException {
    return u8(at) | u8(at + 1) << 8;
  }

  int u24Little(long at) throws ImageRejectedException {
    return u16Little(at) | u8(at + 2) << 16;
  }

  long u32Little(long at) throws ImageRejectedException {
    return u16Little(at) | (long) u16Little(at + 2) << 16;
  }

  /** Whether these ASCII characters stand at the place; false past the end. */
  boolean has(long at, String ascii) {
    return startsWith(bytes, at, ascii.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Four characters of a chunk name, unprintable ones as dots. */
  String name(long at) throws ImageRejectedException {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      int c = u8(at + i);
      name.append(c >= 0x20 && c < 0x7F ? (char) c : '.');
    }
    return name.toString();
  }

  ImageRejectedException bad(String what) {
    return new ImageRejectedException(ReasonCode.BAD_HEADER, "the " + format + " " + what);
  }

  ImageRejectedException broken(String what) {
    return new ImageRejectedException(ReasonCode.UNDECODABLE, "the " + format + " " + what);
  }

  static boolean startsWith(byte[] bytes, long at, byte[] prefix) {
    if (at < 0 || at + prefix.length > bytes.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes[(int) at + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
