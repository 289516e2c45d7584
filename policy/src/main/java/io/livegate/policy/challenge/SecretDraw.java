package io.livegate.policy.challenge;

import io.livegate.frame.SessionKey;
import io.livegate.policy.Task;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Draws what is to look random and must be the same on every run: whether a session is among those
 * checked at random, and which task it is asked. A hash of the session under a secret of the
 * deployment: without the secret nobody outside can know the draw beforehand.
 */
public final class SecretDraw {

  /** The environment variable that holds the deployment's secret. */
  public static final String SECRET = "LIVEGATE_CHALLENGE_SECRET";

  private final SecretKeySpec key;

  /**
   * @param secret of this deployment, the same in all its processes; with an empty one the draws
   *     can be foretold by whoever knows a session's name
   */
  public SecretDraw(String secret) {
    // The name in front: an HMAC key may not be empty.
    this.key =
        new SecretKeySpec(("livegate " + secret).getBytes(StandardCharsets.UTF_8), "HmacSHA256");
  }

  /** With the secret of this process's environment. */
  public static SecretDraw ofEnvironment() {
    String secret = System.getenv(SECRET);
    return new SecretDraw(secret == null ? "" : secret);
  }

  /** The session's own seed. */
  public long seed(SessionKey session) {
    return hash("seed\0" + session.asKey());
  }

  /** Draws the moments at which the session is looked at closely without a cause. */
  public long spotChecks(SessionKey session) {
    return hash("spots\0" + session.asKey());
  }

  /** Whether the rule's share of sessions holds this one. */
  public boolean isDrawn(SessionKey session, String ruleId, double share) {
    double place = (hash("share\0" + ruleId + "\0" + session.asKey()) >>> 11) * 0x1.0p-53;
    return place < share;
  }

  /**
   * The next task: one of the allowed ones, of no kind that was declined, and not the one before.
   *
   * @return empty when none is left
   */
  public Optional<Task> next(ChallengeEvidence evidence, List<Task> allowed) {
    List<Task> left = new ArrayList<>(allowed);
    left.removeIf(evidence::hasDeclined);
    if (evidence.number > 0) {
      left.remove(evidence.task());
    }
    if (left.isEmpty()) {
      return Optional.empty();
    }
    long drawn = hash("task\0" + evidence.seed + "\0" + evidence.number);
    return Optional.of(left.get((int) Long.remainderUnsigned(drawn, left.size())));
  }

  /** Spreads a seed that is secret already (the finaliser of SplitMix64). */
  static long mix(long seed) {
    long z = (seed ^ seed >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }

  private long hash(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return ByteBuffer.wrap(mac.doFinal(text.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
