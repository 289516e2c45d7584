package io.livegate.ingest.sample;

/**
 * When a session is looked at closely though nothing has called for it, so that what comes without
 * a change of scene is seen too.
 *
 * <p>In each {@link SamplingPlan#spotEvery} there is one check, at a moment drawn by the seed:
 * never more than two intervals without one, at a known cost, and nobody who does not know the seed
 * foresees it. Nothing is remembered: the same seed gives the same moments, whatever else was
 * judged.
 *
 * @param seed of the session, secret
 */
public record SpotChecks(long seed) {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  /**
   * Whether a moment lies within a check.
   *
   * @param sinceMillis from the session's first frame on
   */
  boolean cover(long sinceMillis, SamplingPlan plan) {
    long every = plan.spotEvery().toMillis();
    long lasts = plan.spotDuration().toMillis();
    if (every == 0 || sinceMillis < 0) {
      return false;
    }
    long turn = sinceMillis / every;
    long room = Math.max(1, every - lasts + 1);
    long from = turn * every + Long.remainderUnsigned(mix(seed + turn * GOLDEN), room);
    return sinceMillis >= from && sinceMillis < from + lasts;
  }

  /** The finaliser of SplitMix64. */
  private static long mix(long state) {
    long z = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
