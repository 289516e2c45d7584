package io.livegate.image;

import io.livegate.signal.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Tells picture formats by their first bytes; also knows those that are not decoded, by name. */
public final class FormatSniffer {

  private static final HexFormat HEX = HexFormat.of();

  private FormatSniffer() {}

  /**
   * @throws ImageRejectedException UNSUPPORTED_FORMAT, naming the format or the first bytes
   */
  static ImageFormat sniff(byte[] bytes) throws ImageRejectedException {
    ImageFormat format = supported(bytes);
    if (format != null) {
      return format;
    }
    String other = unsupported(bytes);
    String what =
        other != null
            ? other + " is not decoded"
            : "the bytes begin with "
                + HEX.formatHex(bytes, 0, Math.min(bytes.length, 8))
                + ", which is no image format known here";
    throw new ImageRejectedException(
        ReasonCode.UNSUPPORTED_FORMAT, what + "; send JPEG, PNG or WebP");
  }

  /** The format these bytes begin as, if it is one that is decoded; twelve bytes are enough. */
  public static @Nullable ImageFormat supported(byte[] bytes) {
    if (hex(bytes, 0, "ffd8ff")) {
      return ImageFormat.JPEG;
    }
    if (hex(bytes, 0, "89504e470d0a1a0a")) {
      return ImageFormat.PNG;
    }
    return ascii(bytes, 0, "RIFF") && ascii(bytes, 8, "WEBP") ? ImageFormat.WEBP : null;
  }

  /** The name of a still-picture format that is known but not decoded; null for anything else. */
  public static @Nullable String unsupported(byte[] bytes) {
    if (ascii(bytes, 0, "GIF87a") || ascii(bytes, 0, "GIF89a")) {
      return "GIF";
    }
    if (ascii(bytes, 0, "BM")) {
      return "BMP";
    }
    if (hex(bytes, 0, "49492a00") || hex(bytes, 0, "4d4d002a")) {
      return "TIFF";
    }
    if (hex(bytes, 0, "00000100") || hex(bytes, 0, "00000200")) {
      return "ICO";
    }
    if (ascii(bytes, 4, "ftypavif") || ascii(bytes, 4, "ftypavis")) {
      return "AVIF";
    }
    if (ascii(bytes, 4, "ftyphei") || ascii(bytes, 4, "ftypmif1")) {
      return "HEIF";
    }
    if (hex(bytes, 0, "0000000c6a502020") || hex(bytes, 0, "ff4fff51")) {
      return "JPEG 2000";
    }
    return hex(bytes, 0, "0000000c4a584c20") || hex(bytes, 0, "ff0a") ? "JPEG XL" : null;
  }

  private static boolean hex(byte[] bytes, int at, String hex) {
    return Bytes.startsWith(bytes, at, HEX.parseHex(hex));
  }

  private static boolean ascii(byte[] bytes, int at, String ascii) {
    return Bytes.startsWith(bytes, at, ascii.getBytes(StandardCharsets.US_ASCII));
  }
}
