package io.livegate.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Hashes a line: SHA-256, or HMAC-SHA256 with a key. Without a key whoever may write the files can
 * build the whole chain anew; with one they cannot.
 */
public final class Seal {

  private static final String HMAC = "HmacSHA256";

  private final byte @Nullable [] key;

  private Seal(byte @Nullable [] key) {
    this.key = key;
  }

  public static Seal withoutKey() {
    return new Seal(null);
  }

  /**
   * @param key at least 32 bytes in UTF-8
   * @throws IllegalArgumentException if it is shorter
   */
  public static Seal withKey(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < 32) {
      throw new IllegalArgumentException(
          "the audit key has " + bytes.length + " bytes; give at least 32");
    }
    return new Seal(bytes);
  }

  /** 64 hex digits. */
  String of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      if (key == null) {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      }
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return HexFormat.of().formatHex(mac.doFinal(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
