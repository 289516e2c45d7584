package io.livegate.ingest.sample;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Says which frames of one session are due under a {@link SamplingPlan}: while it is at the gate,
 * afterwards, in bursts that somebody asks for, and in its {@link SpotChecks}. Not thread-safe.
 *
 * <p>Frames are due on a grid of the plan's interval. One that comes up to half an interval early
 * is taken for its place on the grid, so that the jitter of a stream at the plan's own rate costs
 * no frame; the grid does not move with it, so that over time the rate is not exceeded. A gap moves
 * the grid, as does time going backwards.
 */
public final class Sampler {

  private SamplingPlan plan;
  private final @Nullable SpotChecks spots;
  private boolean begun;
  private long startMillis;
  private double dueMillis;
  private long burstFromMillis = Long.MIN_VALUE;
  private long burstUntilMillis = Long.MIN_VALUE;

  /** One without checks of its own: its plan has none, or nobody draws them. */
  public Sampler(SamplingPlan plan) {
    this(plan, null);
  }

  /**
   * @param spots when to look closely though nothing calls for it; null for never
   */
  public Sampler(SamplingPlan plan, @Nullable SpotChecks spots) {
    this.plan = plan;
    this.spots = spots;
  }

  /** Goes on by another plan. */
  public void follow(SamplingPlan next) {
    // What was due by a sparse plan may lie far ahead.
    dueMillis = Math.min(dueMillis, startMillis);
    plan = next;
  }

  /**
   * Whether a frame of this time is to be judged; the first one always is. Asked once for each
   * frame.
   *
   * @param atMillis any clock that stays the same for the session
   */
  public boolean due(long atMillis) {
    if (!begun) {
      begun = true;
      startMillis = atMillis;
      dueMillis = atMillis;
    }
    startMillis = Math.min(startMillis, atMillis);
    double interval = 1000 / rate(atMillis);
    double early = dueMillis - atMillis;
    if (early > 1.5 * interval) { // never that far ahead unless the clock went back
      dueMillis = atMillis;
    } else if (early > interval / 2) {
      return false;
    }
    boolean late = atMillis - dueMillis > interval / 2;
    dueMillis = (late ? atMillis : dueMillis) + interval;
    return true;
  }

  /** Looks closely from now on for {@link SamplingPlan#burstDuration}; the next frame is due. */
  public void burst(long atMillis) {
    burst(atMillis, plan.burstDuration());
  }

  /** The same for a time of one's own; a burst that would end later goes on. */
  public void burst(long atMillis, Duration duration) {
    long until = atMillis + duration.toMillis();
    boolean longer = isBursting(atMillis) && burstUntilMillis >= until;
    if (!longer) {
      burstFromMillis = atMillis;
      burstUntilMillis = until;
    }
    dueMillis = Math.min(dueMillis, (double) atMillis);
  }

  private boolean isBursting(long atMillis) {
    return atMillis < burstUntilMillis && atMillis >= burstFromMillis;
  }

  private double rate(long atMillis) {
    double rate = plan.watchPerSecond();
    long since = atMillis - startMillis;
    if (since < plan.gateDuration().toMillis()) {
      rate = plan.gatePerSecond();
    } else if (spots != null && spots.cover(since, plan)) {
      rate = Math.max(rate, plan.gatePerSecond());
    }
    return isBursting(atMillis) ? Math.max(rate, plan.burstPerSecond()) : rate;
  }
}
