package io.livegate.job.log;

import io.livegate.frame.SessionKey;
import io.livegate.job.config.LogSettings;
import io.livegate.job.io.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names for sessions in logs, by which lines of one session find each other and nobody finds the
 * session: the first 16 hex digits of HMAC-SHA256 over its key. Thread-safe.
 */
public final class Pseudonyms {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 8;
  private static final int LEAST_KEY_LENGTH = 16;

  /** For as long as the process lives, where no key is configured. */
  private static final byte[] OF_THIS_PROCESS = new SecureRandom().generateSeed(32);

  private final SecretKeySpec key;

  private Pseudonyms(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * @throws IllegalStateException if the key cannot be had on this machine or is too short
   */
  public static Pseudonyms of(LogSettings settings) {
    String reference = settings.pseudonymKey();
    if (reference == null) {
      return new Pseudonyms(OF_THIS_PROCESS);
    }
    String secret = KafkaClients.secret(reference);
    if (secret.length() < LEAST_KEY_LENGTH || secret.equals(reference)) {
      throw new IllegalStateException(
          "operations.logs.pseudonymKey: "
              + reference
              + " must refer to a secret of at least "
              + LEAST_KEY_LENGTH
              + " characters that is there on this machine: ${env:NAME}, ${file:PATH:KEY} or"
              + " ${directory:DIR:FILE}; leave it empty to have one made up");
    }
    return new Pseudonyms(secret.getBytes(StandardCharsets.UTF_8));
  }

  /** 16 hex digits. */
  public String of(SessionKey session) {
    return of(session.asKey());
  }

  /** The same for a tenant. */
  public String ofTenant(String tenant) {
    return of(tenant);
  }

  private String of(String name) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /** A message without the values that it quotes, which may be names of sessions. */
  public static String withoutValues(String message) {
    return message.replaceAll("'.*'", "'…'");
  }
}
