package io.livegate.hash;

/**
 * Whether two streams show the same movement at the same time, told from their hashes alone.
 *
 * <p>Bits that never change belong to the background, and to any constant difference that cropping
 * and encoding make; what is compared is how the bits change. With hashes as vectors of ±1, {@code
 * correlation} is Pearson's between the two streams, each bit about its own mean over the frames.
 * Written in distances: how much nearer frames of the same time are than frames of any times,
 * against how far the frames of each stream are from one another.
 *
 * @param frames how many pairs of frames were compared
 * @param spanMillis from the first pair to the last
 * @param correlation -1..1; 0 when either stream stands still
 * @param distance mean bits in which simultaneous frames differ, 0..256
 * @param movement of the first stream: mean bits between any two of its frames, 0..128
 * @param otherMovement the same of the second
 */
public record SharedMotion(
    int frames,
    long spanMillis,
    double correlation,
    double distance,
    double movement,
    double otherMovement) {

  static final SharedMotion NONE = new SharedMotion(0, 0, 0, 0, 0, 0);

  /** The frames of two streams that are compared: which, and when. */
  public record Window(long fromMillis, long toMillis, long offsetMillis, long toleranceMillis) {}

  /**
   * Compares every frame of one stream within a window of time with the one of another stream that
   * is nearest in time.
   *
   * @param sparse each of its frames within the window is used, at most {@value #MAX_FRAMES}, the
   *     newest
   * @param dense its frames are looked up by time
   * @param window in the time of {@code sparse}; {@code offsetMillis} is the time of {@code sparse}
   *     less that of {@code dense} for the same moment
   */
  public static SharedMotion of(HashSeries sparse, HashSeries dense, Window window) {
    int[] mine = new int[MAX_FRAMES];
    int[] others = new int[MAX_FRAMES];
    int n = 0;
    int first = sparse.firstFrom(window.fromMillis());
    for (int i = sparse.firstFrom(window.toMillis() + 1) - 1; i >= first && n < MAX_FRAMES; i--) {
      int near = dense.nearest(sparse.millis(i) - window.offsetMillis(), window.toleranceMillis());
      if (near >= 0) {
        mine[n] = i;
        others[n] = near;
        n++;
      }
    }
    return n < 2 ? NONE : compare(sparse, mine, dense, others, n);
  }

  public static final int MAX_FRAMES = 32;

  private static SharedMotion compare(HashSeries a, int[] mine, HashSeries b, int[] others, int n) {
    long across = 0;
    long together = 0;
    long within = 0;
    long otherWithin = 0;
    for (int i = 0; i < n; i++) {
      together += a.distance(mine[i], b, others[i]);
      for (int j = 0; j < n; j++) {
        across += a.distance(mine[i], b, others[j]);
        if (j < i) {
          within += 2L * a.distance(mine[i], a, mine[j]);
          otherWithin += 2L * b.distance(others[i], b, others[j]);
        }
      }
    }
    double pairs = (double) n * n;
    double movement = within / pairs;
    double otherMovement = otherWithin / pairs;
    double distance = (double) together / n;
    double shared = across / pairs - distance;
    double correlation =
        movement == 0 || otherMovement == 0 ? 0 : shared / Math.sqrt(movement * otherMovement);
    return new SharedMotion(
        n,
        a.millis(mine[0]) - a.millis(mine[n - 1]),
        correlation,
        distance,
        movement,
        otherMovement);
  }
}
