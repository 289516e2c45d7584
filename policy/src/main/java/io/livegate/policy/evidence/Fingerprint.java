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

  /** An even place in 0 to 1, 1 excluded: for shares that are to be the same everywhere. */
  public static double place(String text) {
    long z = of(text); // similar texts differ in few bits until they are spread (SplitMix64)
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return ((z ^ z >>> 31) >>> 11) * 0x1.0p-53;
  }

  /** The same folded to 32 bits. */
  public static int shortOf(String text) {
    long hash = of(text);
    return (int) (hash ^ hash >>> 32);
  }
}
