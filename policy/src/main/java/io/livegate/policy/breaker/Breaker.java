package io.livegate.policy.breaker;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Trips when refusals, or disconnects and bans, for each admission go far above what has been usual
 * for this tenant. Measured against admissions, a crowd at the door changes nothing; what does is a
 * decider that has begun to find fault with everybody. All that it remembers is in the state handed
 * in. Times are one clock's epoch milliseconds.
 */
public final class Breaker {

  /** Before anything is known of a tenant: so many per admission are usual ... */
  private static final double[] EXPECTED = {1, 0.25, 0.02};

  /** ... and that many per admission never trip it, however rare they were before. */
  private static final double[] FLOOR = {Double.MAX_VALUE, 0.5, 0.1};

  /** The expectation counts as much as so many admissions. */
  private static final double PRIOR = 100;

  private static final double HALF_LIFE_MILLIS = 6 * 3_600_000.0;

  private static final Toll[] SEVERE = {Toll.REFUSED, Toll.REMOVED};

  private final BreakerSettings settings;
  private final long partMillis;

  public Breaker(BreakerSettings settings) {
    this.settings = settings;
    this.partMillis = Math.max(1, settings.window().toMillis() / BreakerState.PARTS);
  }

  /**
   * Counts a decision.
   *
   * @return why it trips now, in a sentence; null if it does not
   */
  public @Nullable String count(BreakerState state, Toll toll, long nowMillis) {
    advance(state, nowMillis, true);
    add(state, toll);
    if (toll == Toll.ADMITTED || state.inWindow(toll) < settings.minimum()) {
      return null;
    }
    double ratio = ratio(state, toll);
    return ratio < threshold(state, toll) ? null : sentence(state, toll);
  }

  /** Counts what would have been decided while it is tripped; that never becomes usual. */
  public void countTripped(BreakerState state, Toll toll, long nowMillis) {
    advance(state, nowMillis, false);
    add(state, toll);
  }

  /** While it is tripped: whether it has been usual again for long enough. Ask once a part. */
  public boolean hasRecovered(BreakerState state, long nowMillis) {
    advance(state, nowMillis, false);
    int decisions = 0;
    boolean calm = true;
    for (Toll toll : Toll.values()) {
      decisions += state.inWindow(toll);
    }
    for (Toll toll : SEVERE) {
      calm &= ratio(state, toll) < threshold(state, toll) / 2;
    }
    if (!calm || decisions < settings.minimum()) {
      state.calmSinceMillis = 0;
    } else if (state.calmSinceMillis == 0) {
      state.calmSinceMillis = nowMillis;
    }
    return !settings.calm().isZero()
        && state.calmSinceMillis != 0
        && nowMillis - state.calmSinceMillis >= settings.calm().toMillis();
  }

  /** It was taken back: what is in the window is over, what was usual before it still is. */
  public void reset(BreakerState state) {
    state.counts = new int[state.counts.length];
    state.askedMillis = 0;
    state.calmSinceMillis = 0;
  }

  /** How often {@link #hasRecovered} is to be asked. */
  public long partMillis() {
    return partMillis;
  }

  private static void add(BreakerState state, Toll toll) {
    state.counts[toll.ordinal()]++;
  }

  /** Moves the window on; what falls out of it becomes usual, or is forgotten. */
  private void advance(BreakerState state, long nowMillis, boolean learn) {
    long now = nowMillis / partMillis;
    // A clock that goes back stands still.
    long steps = Math.min(Math.max(0, now - state.part), BreakerState.PARTS);
    if (steps == 0) {
      return;
    }
    double fade = Math.pow(0.5, (now - state.part) * (double) partMillis / HALF_LIFE_MILLIS);
    int tolls = Toll.values().length;
    for (int toll = 0; toll < tolls; toll++) {
      state.usual[toll] *= fade;
    }
    for (int step = 0; step < steps; step++) {
      for (int toll = 0; toll < tolls; toll++) {
        int oldest = (BreakerState.PARTS - 1) * tolls + toll;
        state.usual[toll] += learn ? state.counts[oldest] : 0;
      }
      System.arraycopy(state.counts, 0, state.counts, tolls, state.counts.length - tolls);
      java.util.Arrays.fill(state.counts, 0, tolls, 0);
    }
    state.part = now;
  }

  private static double ratio(BreakerState state, Toll toll) {
    return state.inWindow(toll) / (state.inWindow(Toll.ADMITTED) + 1.0);
  }

  private static double usual(BreakerState state, Toll toll) {
    return (state.usual[toll.ordinal()] + PRIOR * EXPECTED[toll.ordinal()])
        / (state.usual[Toll.ADMITTED.ordinal()] + PRIOR);
  }

  private double threshold(BreakerState state, Toll toll) {
    return Math.max(FLOOR[toll.ordinal()], settings.factor() * usual(state, toll));
  }

  private String sentence(BreakerState state, Toll toll) {
    return String.format(
        Locale.ROOT,
        "%d sessions were %s and %d admitted within %d s; %.3f for each admission is usual here,"
            + " %.3f is where the breaker trips",
        state.inWindow(toll),
        toll == Toll.REFUSED ? "refused" : "disconnected or banned",
        state.inWindow(Toll.ADMITTED),
        settings.window().toSeconds(),
        usual(state, toll),
        threshold(state, toll));
  }
}
