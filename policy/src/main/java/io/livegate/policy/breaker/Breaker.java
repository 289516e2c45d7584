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

  /**
   * Standard deviations of a count (its square root, as of any rare event) that may be chance: the
   * few decisions of a minute are half refusals now and then where a third of them is usual.
   */
  private static final double CHANCE = 3;

  private static final double HALF_LIFE_MILLIS = 6 * 3_600_000.0;

  private static final CountedOutcome[] SEVERE = {CountedOutcome.REFUSED, CountedOutcome.REMOVED};

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
  public @Nullable String count(BreakerState state, CountedOutcome outcome, long nowMillis) {
    advance(state, nowMillis, true);
    add(state, outcome);
    if (outcome == CountedOutcome.ADMITTED || state.inWindow(outcome) < settings.minimum()) {
      return null;
    }
    return beyondChance(state, outcome) < threshold(state, outcome)
        ? null
        : sentence(state, outcome);
  }

  /** Counts what would have been decided while it is tripped; that never becomes usual. */
  public void countTripped(BreakerState state, CountedOutcome outcome, long nowMillis) {
    advance(state, nowMillis, false);
    add(state, outcome);
  }

  /** While it is tripped: whether it has been usual again for long enough. Ask once a part. */
  public boolean hasRecovered(BreakerState state, long nowMillis) {
    advance(state, nowMillis, false);
    int decisions = 0;
    boolean calm = true;
    for (CountedOutcome outcome : CountedOutcome.values()) {
      decisions += state.inWindow(outcome);
    }
    for (CountedOutcome outcome : SEVERE) {
      calm &= ratio(state, outcome) < threshold(state, outcome) / 2;
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

  private static void add(BreakerState state, CountedOutcome outcome) {
    state.counts[outcome.ordinal()]++;
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
    int outcomes = CountedOutcome.values().length;
    for (int outcome = 0; outcome < outcomes; outcome++) {
      state.usual[outcome] *= fade;
    }
    for (int step = 0; step < steps; step++) {
      for (int outcome = 0; outcome < outcomes; outcome++) {
        int oldest = (BreakerState.PARTS - 1) * outcomes + outcome;
        state.usual[outcome] += learn ? state.counts[oldest] : 0;
      }
      System.arraycopy(state.counts, 0, state.counts, outcomes, state.counts.length - outcomes);
      java.util.Arrays.fill(state.counts, 0, outcomes, 0);
    }
    state.part = now;
  }

  private static double ratio(BreakerState state, CountedOutcome outcome) {
    return perAdmission(state, state.inWindow(outcome));
  }

  /** The ratio that is left when what chance may have added is taken from the count. */
  private static double beyondChance(BreakerState state, CountedOutcome outcome) {
    int count = state.inWindow(outcome);
    return perAdmission(state, count - CHANCE * Math.sqrt(count));
  }

  private static double perAdmission(BreakerState state, double count) {
    return count / (state.inWindow(CountedOutcome.ADMITTED) + 1.0);
  }

  private static double usual(BreakerState state, CountedOutcome outcome) {
    return (state.usual[outcome.ordinal()] + PRIOR * EXPECTED[outcome.ordinal()])
        / (state.usual[CountedOutcome.ADMITTED.ordinal()] + PRIOR);
  }

  private double threshold(BreakerState state, CountedOutcome outcome) {
    return Math.max(FLOOR[outcome.ordinal()], settings.factor() * usual(state, outcome));
  }

  private String sentence(BreakerState state, CountedOutcome outcome) {
    return String.format(
        Locale.ROOT,
        "%d sessions were %s and %d admitted within %d s; %.3f for each admission is usual here,"
            + " %.3f is where the breaker trips",
        state.inWindow(outcome),
        outcome == CountedOutcome.REFUSED ? "refused" : "disconnected or banned",
        state.inWindow(CountedOutcome.ADMITTED),
        settings.window().toSeconds(),
        usual(state, outcome),
        threshold(state, outcome));
  }
}
