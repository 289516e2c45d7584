package io.livegate.hash;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HexFormat;

/**
 * A perceptual hash of 256 bits: alike pictures differ in few bits, unrelated ones in about 128. It
 * knows a picture again and cannot be turned back into one. Its text form is 64 hex digits, a slash
 * and the quality.
 *
 * @param w0 bits 255 to 192, the first 16 hex digits
 * @param w1 bits 191 to 128
 * @param w2 bits 127 to 64
 * @param w3 bits 63 to 0
 * @param quality 0..100: how much structure the picture has; under 50 the bits are mostly noise
 */
public record FrameHash(long w0, long w1, long w2, long w3, int quality) {

  public static final int BITS = 256;

  /** Bands of {@value #BAND_BITS} bits. */
  public static final int BANDS = 16;

  public static final int BAND_BITS = BITS / BANDS;

  private static final int HEX_DIGITS = BITS / 4;

  public FrameHash {
    if (quality < 0 || quality > 100) {
      throw new IllegalArgumentException("the quality of a hash is 0 to 100, not " + quality);
    }
  }

  /**
   * Reads {@link #text}.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  @JsonCreator
  public static FrameHash parse(String text) {
    int slash = text.indexOf('/');
    if (slash != HEX_DIGITS) {
      throw new IllegalArgumentException(
          "a hash is " + HEX_DIGITS + " hex digits, a slash and its quality, not '" + text + "'");
    }
    return ofHex(text.substring(0, slash), Integer.parseInt(text, slash + 1, text.length(), 10));
  }

  /**
   * @param hex 64 hex digits, the highest bit first
   */
  public static FrameHash ofHex(String hex, int quality) {
    if (hex.length() != HEX_DIGITS) {
      throw new IllegalArgumentException("a hash has " + HEX_DIGITS + " hex digits: '" + hex + "'");
    }
    return new FrameHash(word(hex, 0), word(hex, 1), word(hex, 2), word(hex, 3), quality);
  }

  private static long word(String hex, int number) {
    return HexFormat.fromHexDigitsToLong(hex, number * 16, number * 16 + 16);
  }

  /** The text form, also in JSON. */
  @JsonValue
  public String text() {
    return hex() + "/" + quality;
  }

  /** 64 lower-case hex digits. */
  public String hex() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(w0) + hex.toHexDigits(w1) + hex.toHexDigits(w2) + hex.toHexDigits(w3);
  }

  /** In how many bits the two differ, 0..256. */
  public int distance(FrameHash other) {
    return Long.bitCount(w0 ^ other.w0)
        + Long.bitCount(w1 ^ other.w1)
        + Long.bitCount(w2 ^ other.w2)
        + Long.bitCount(w3 ^ other.w3);
  }

  /** A band, 0..65535, counted from the lowest bits. */
  public int band(int number) {
    long word = number < 4 ? w3 : number < 8 ? w2 : number < 12 ? w1 : w0;
    return (int) (word >>> (number % 4 * BAND_BITS)) & 0xffff;
  }

  @Override
  public String toString() {
    return text();
  }
}
