package io.livegate.policy.evidence;

/** FNV-1a, 64 bits: the same everywhere and for ever, unlike a hash code. */
public final class Fingerprint {

  private Fingerprint() {}

  public static long of(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** The same folded to 32 bits. */
  public static int shortOf(String text) {
    long hash = of(text);
    return (int) (hash ^ hash >>> 32);
  }
}
