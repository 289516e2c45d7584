package io.livegate.webhook;

import io.livegate.job.io.KafkaClients;
import java.util.Base64;

/**
 * Fetches signing secrets from where a reference points: the same references as in {@code
 * kafka.properties}. No message of it holds a secret.
 */
final class Secrets {

  private static final String PREFIX = "whsec_";

  /** Bytes of a key after Standard Webhooks. */
  private static final int MIN_BYTES = 24;

  private static final int MAX_BYTES = 64;

  private Secrets() {}

  /**
   * The key.
   *
   * @throws IllegalArgumentException if there is no such secret or it is no key, with the way out
   */
  static byte[] key(String reference) {
    if (!reference.startsWith("${")) {
      throw new IllegalArgumentException(
          "a secret does not stand in this file; write ${env:NAME}, ${file:PATH:KEY} or"
              + " ${directory:DIR:FILE}");
    }
    String secret = resolve(reference);
    if (!secret.startsWith(PREFIX)) {
      throw new IllegalArgumentException(
          reference + " must begin with whsec_ and go on in base64, of 24 to 64 random bytes");
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(reference + " is no base64 after whsec_", e);
    }
    if (key.length < MIN_BYTES || key.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          reference + " has " + key.length + " bytes after whsec_; make it 24 to 64");
    }
    return key;
  }

  private static String resolve(String reference) {
    String value = KafkaClients.secret(reference);
    if (value.equals(reference)) {
      throw new IllegalArgumentException(
          reference
              + " is not there: ${env:NAME} needs the variable NAME, ${file:PATH:KEY} a properties"
              + " file with that key, ${directory:DIR:FILE} a file with the value");
    }
    return value.strip();
  }
}
