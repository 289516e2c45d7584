package io.livegate.liveness.fuse;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How likely it is, by now, that a session shows a genuine person: the frames' log odds added up
 * over time and slowly forgotten. One for each face, not thread-safe.
 *
 * <p>A frame adds its log odds times the share of {@link Fusion#correlationSeconds} that passed
 * since the one before, at most once: ten frames within a second bring little more than one, at the
 * shipped two seconds. What was known halves every {@link #HALF_LIFE_SECONDS}, so the belief
 * follows what is seen now.
 */
public final class Belief {

  /** Known things count half after this time: the gate decides in two or three seconds. */
  static final double HALF_LIFE_SECONDS = 1.5;

  /** Log odds beyond this are not kept: no belief is too firm to be revised within seconds. */
  static final double FIRMEST = 6;

  private final Fusion fusion;
  private double logOdds;
  private long atMillis;
  private boolean begun;

  public Belief(Fusion fusion) {
    this.fusion = fusion;
  }

  /**
   * Takes a frame in.
   *
   * @param scores of the liveness lane
   * @return probability of a genuine person, 0..1; null when the frame has nothing to say
   */
  public @Nullable Double observe(Map<String, Double> scores, long frameMillis) {
    Double frame = fusion.logOdds(scores);
    if (frame == null) {
      return null;
    }
    double share = 1;
    if (begun) {
      double seconds = Math.max(0, frameMillis - atMillis) / 1000.0;
      logOdds *= Math.pow(0.5, seconds / HALF_LIFE_SECONDS);
      share = Math.min(1, seconds / fusion.correlationSeconds());
    }
    begun = true;
    atMillis = frameMillis;
    logOdds = Math.max(-FIRMEST, Math.min(FIRMEST, logOdds + share * frame));
    return 1 / (1 + Math.exp(-logOdds));
  }
}
