package io.livegate.liveness.cue;

import io.livegate.image.GreyImage;
import io.livegate.signal.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * How much of what is shown now was shown before, in the same order and at the same pace, or in the
 * opposite order: a recording that plays again, or forth and back.
 *
 * <p>Every lag is followed alone (an ordered match in the self-similarity matrix of the session, as
 * periodic motion is found by Cutler and Davis, PAMI 2000). A frame counts for a lag when it equals
 * what was seen that long ago up to coding noise and is clearly different from what was seen a
 * little earlier and later: only movement can be recognised. People who nod or speak rhythmically
 * come near an earlier picture, never within noise of it over a second of movement; somebody who
 * sits still equals everything and counts for nothing. Where there is a face it has to come again
 * and to have moved as the whole picture has: a fan, a fading lamp and a moving background come
 * again by themselves.
 *
 * <p>Value: seconds of matched movement in one run, at most a quarter of a second for a frame; 0
 * from the first frame on.
 */
public final class Loop implements Cue {

  /** Shorter lags are the movement itself. */
  static final long MIN_LAG_MILLIS = 800;

  /** Distance of lags that are told apart. */
  static final long STEP_MILLIS = 100;

  /**
   * When something comes again, in luma at deviation 50, root mean square.
   *
   * @param noise difference that coding and sampling leave at most
   * @param movement what a frame a little earlier or later must differ by at least ...
   * @param nearer ... and the match be so much nearer, as a share of that difference
   */
  private record Bounds(double noise, double movement, double nearer) {}

  private static final Bounds WHOLE = new Bounds(3, 1.2, 0.3);

  /**
   * Wider, for a few cells that move more than the rest: they only have to agree. Of 40 generated
   * loops as many are found as by the whole picture alone.
   */
  private static final Bounds FACE = new Bounds(6, 0.6, 0.5);

  private static final long AROUND_MILLIS = 1_200;
  private static final long MOST_PER_FRAME = 250;
  private static final int LAGS = (int) (FrameMemory.KEPT_MILLIS / STEP_MILLIS);

  /** What is compared is not as it was; it does not move, or was not seen; it is as it was. */
  private static final int OTHER = 0;

  private static final int UNKNOWN = 1;
  private static final int AGAIN = 2;

  private final FrameMemory memory = new FrameMemory();

  /** Milliseconds matched so far, by lag. */
  private final long[] again = new long[LAGS];

  /** The same by twice the moment about which time is mirrored, modulo the length. */
  private final long[] mirrored = new long[2 * LAGS];

  private long lastMillis = Long.MIN_VALUE;

  @Override
  public Reading observe(CueFrame frame) {
    return observe(frame.grid(), frame.cellsOnFace(), frame.atMillis());
  }

  Reading observe(GreyImage grid, boolean @Nullable [] onFace, long atMillis) {
    memory.add(grid, onFace, atMillis);
    boolean begun = lastMillis != Long.MIN_VALUE;
    long counts = begun ? Math.min(MOST_PER_FRAME, Math.max(0, atMillis - lastMillis)) : 0;
    long longest = Math.max(again(atMillis, counts), mirrored(atMillis, counts));
    lastMillis = atMillis;
    double seconds = longest / 1000.0;
    return new Reading(seconds, 1, seconds >= 1 ? ReasonCode.LOOP : null);
  }

  private long again(long now, long counts) {
    long longest = 0;
    int lags = (int) Math.min(LAGS - 1L, (now - memory.firstMillis()) / STEP_MILLIS);
    for (int lag = (int) (MIN_LAG_MILLIS / STEP_MILLIS); lag <= lags; lag++) {
      again[lag] = run(again[lag], now - lag * STEP_MILLIS, now, counts);
      longest = Math.max(longest, again[lag]);
    }
    return longest;
  }

  private long mirrored(long now, long counts) {
    long longest = 0;
    long lowest = (now + memory.firstMillis()) / STEP_MILLIS;
    long highest = (2 * now - MIN_LAG_MILLIS) / STEP_MILLIS;
    long known = (2 * lastMillis - MIN_LAG_MILLIS) / STEP_MILLIS;
    for (long sum = Math.max(lowest, highest - mirrored.length / 2); sum <= highest; sum++) {
      int slot = (int) Math.floorMod(sum, (long) mirrored.length);
      long before = counts == 0 || sum > known ? 0 : mirrored[slot];
      mirrored[slot] = run(before, sum * STEP_MILLIS - now, now, counts);
      longest = Math.max(longest, mirrored[slot]);
    }
    return longest;
  }

  /** The length of a run after this frame. */
  private long run(long before, long then, long now, long counts) {
    int whole = comesAgain(memory.whole(), WHOLE, then, now);
    FrameMemory.Distances face = whole == OTHER ? null : memory.face();
    int both = face == null ? whole : Math.min(whole, comesAgain(face, FACE, then, now));
    return both == AGAIN ? before + counts : both == UNKNOWN ? before : 0;
  }

  /** Whether what is compared is what it was at that moment. */
  private static int comesAgain(
      FrameMemory.Distances distances, Bounds bounds, long then, long now) {
    double match = distances.about(then, STEP_MILLIS / 2 + 10);
    if (Double.isNaN(match)) {
      return UNKNOWN; // not seen: a gap at one frame a second
    }
    double other =
        distances.middle(then - AROUND_MILLIS, Math.min(then + AROUND_MILLIS, now - STEP_MILLIS));
    if (!(other >= bounds.movement * bounds.movement)) {
      return match <= bounds.movement * bounds.movement ? UNKNOWN : OTHER;
    }
    boolean near = match <= bounds.nearer * bounds.nearer * other;
    return near && match <= bounds.noise * bounds.noise ? AGAIN : OTHER;
  }
}
