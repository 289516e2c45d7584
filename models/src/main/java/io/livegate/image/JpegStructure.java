package io.livegate.image;

import io.livegate.signal.ReasonCode;
import java.util.Locale;

/** The markers of a JPEG file (ITU-T T.81, annex B), walked without decoding. */
final class JpegStructure {

  /** A progressive encoder writes about ten; each one costs a pass over the whole picture. */
  static final int MAX_SCANS = 64;

  private static final int SOI = 0xD8;
  private static final int EOI = 0xD9;
  private static final int SOS = 0xDA;
  private static final int DQT = 0xDB;

  private JpegStructure() {}

  /** Walks to the start of frame. */
  static ImageHeader header(byte[] file) throws ImageRejectedException {
    Bytes bytes = new Bytes(file, "JPEG");
    long at = 2;
    while (true) {
      long marker = marker(bytes, at);
      int code = bytes.u8(marker);
      at = marker + 1;
      if (standsAlone(code)) {
        continue;
      }
      if (code == SOI || code == EOI || code == SOS) {
        throw bytes.bad(
            String.format(Locale.ROOT, "has marker FF%02X before any frame header", code));
      }
      int length = length(bytes, at);
      if (isFrame(code)) {
        return frame(bytes, at, length, code);
      }
      if (code == DQT) {
        checkTables(bytes, at + 2, at + length);
      }
      at += length;
    }
  }

  /**
   * Walks to the end of image: decoders fill what is missing with grey and say nothing.
   *
   * @throws ImageRejectedException UNDECODABLE when the end is missing, TOO_LARGE when the number
   *     of scans would make a small file dear
   */
  static void checkComplete(byte[] file) throws ImageRejectedException {
    Bytes bytes = new Bytes(file, "JPEG");
    int scans = 0;
    int at = 2;
    while (at + 1 < file.length) {
      if (file[at] != (byte) 0xFF) {
        at++; // entropy-coded data
        continue;
      }
      int code = file[at + 1] & 0xFF;
      if (code == 0xFF) {
        at++; // fill byte
      } else if (code == 0 || standsAlone(code)) {
        at += 2;
      } else if (code == EOI) {
        if (scans == 0) {
          throw bytes.broken("has no scan");
        }
        return;
      } else {
        if (code == SOS && ++scans > MAX_SCANS) {
          throw new ImageRejectedException(
              ReasonCode.TOO_LARGE, "the JPEG has more than " + MAX_SCANS + " scans");
        }
        at += 2 + (at + 3 < file.length ? Math.max(2, length(bytes, at + 2)) : 2);
      }
    }
    throw bytes.broken("is cut off: " + file.length + " bytes and no end-of-image marker");
  }

  private static ImageHeader frame(Bytes bytes, long at, int length, int code)
      throws ImageRejectedException {
    int precision = bytes.u8(at + 2);
    int height = bytes.u16(at + 3);
    int width = bytes.u16(at + 5);
    int components = bytes.u8(at + 7);
    if (code > 0xC2) {
      throw new ImageRejectedException(
          ReasonCode.UNSUPPORTED_FORMAT,
          String.format(
              Locale.ROOT,
              "lossless, hierarchical or arithmetic JPEG (SOF%d) is not decoded; send baseline or"
                  + " progressive",
              code - 0xC0));
    }
    if (precision != 8) {
      throw new ImageRejectedException(
          ReasonCode.UNSUPPORTED_FORMAT, "JPEG of " + precision + " bits is not decoded; send 8");
    }
    if (components != 1 && components != 3 && components != 4) {
      throw bytes.bad("has " + components + " colour components; 1, 3 or 4 make a picture");
    }
    if (length != 8 + 3 * components) {
      throw bytes.bad(
          "frame header is " + length + " bytes long where " + (8 + 3 * components) + " are due");
    }
    bytes.u8(at + length - 1);
    return new ImageHeader(ImageFormat.JPEG, width, height);
  }

  /** Tables of 8 or 16 bits, whole ones only. */
  private static void checkTables(Bytes bytes, long from, long to) throws ImageRejectedException {
    long at = from;
    while (at < to) {
      int precision = bytes.u8(at) >> 4;
      if (precision > 1) {
        throw bytes.bad("quantisation table has precision " + precision + "; 0 or 1 is defined");
      }
      at += 1 + 64L * (precision + 1);
    }
    if (at != to) {
      throw bytes.bad("quantisation tables do not fill their segment");
    }
  }

  private static int length(Bytes bytes, long at) throws ImageRejectedException {
    int length = bytes.u16(at);
    if (length < 2) {
      throw bytes.bad("segment at byte " + at + " has length " + length + "; at least 2 is due");
    }
    return length;
  }

  /** The place of the marker's code, past 0xFF and fill bytes. */
  private static long marker(Bytes bytes, long at) throws ImageRejectedException {
    if (bytes.u8(at) != 0xFF) {
      throw bytes.bad("has no marker at byte " + at + " where one is due");
    }
    long code = at + 1;
    while (bytes.u8(code) == 0xFF) {
      code++;
    }
    if (bytes.u8(code) == 0) {
      throw bytes.bad("has no marker at byte " + at + " where one is due");
    }
    return code;
  }

  private static boolean standsAlone(int code) {
    return code == 0x01 || (code >= 0xD0 && code <= 0xD7);
  }

  private static boolean isFrame(int code) {
    return code >= 0xC0 && code <= 0xCF && code != 0xC4 && code != 0xC8 && code != 0xCC;
  }
}
