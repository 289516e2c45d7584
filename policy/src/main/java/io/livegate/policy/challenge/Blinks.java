package io.livegate.policy.challenge;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Two blinks soon after one another, told from the session's counter of blinks. Weak: people blink
 * without being asked, and so do recordings; it is for those who can do nothing else.
 */
final class Blinks implements Check {

  /** Blinks on request follow each other within a second; left alone people blink every 3 to 4. */
  private static final int APART = 1_500;

  /** After the second blink the counter must rest, or the eyes are not what is counted. */
  private static final int REST = 400;

  /** A clock so far from a camera's, as in the shipped policy's rule uneven-clock-challenge. */
  private static final double UNEVEN_CLOCK = 0.04;

  private static final int MOST = 4;
  private static final int PATIENCE = 2_000;

  // Places in the evidence's memory.
  private static final int BEFORE = 0;
  private static final int NEWEST = 1;
  private static final int FIRST_AT = 2;
  private static final int SECOND_AT = 3;

  @Override
  public double measure(ChallengeEvidence evidence, Sample sample) {
    return sample.blinks();
  }

  @Override
  public @Nullable ChallengeReason step(
      ChallengeEvidence e, Sample sample, double value, int after) {
    int[] m = e.memory;
    int count = (int) value;
    if (e.frames == 1) {
      m[BEFORE] = count;
      m[NEWEST] = count;
      return null;
    }
    int more = count - m[NEWEST];
    m[NEWEST] = count;
    if (more < 0 || more > 1 || count - m[BEFORE] > MOST) {
      return ChallengeReason.TOO_MANY_BLINKS;
    }
    if (more == 1) {
      if (after < Movement.REACTION) {
        return ChallengeReason.EARLY;
      }
      m[FIRST_AT] = m[SECOND_AT];
      m[SECOND_AT] = after;
    }
    boolean twice = m[FIRST_AT] > 0 && m[SECOND_AT] - m[FIRST_AT] <= APART;
    if (!twice || after - m[SECOND_AT] < REST) {
      return null;
    }
    // What comes unasked too cannot speak for frames that software may have put together.
    return sample.cadence() >= UNEVEN_CLOCK
        ? ChallengeReason.UNEVEN_CLOCK
        : ChallengeReason.ANSWERED;
  }

  @Override
  public int patience(ChallengeEvidence evidence) {
    return PATIENCE;
  }

  @Override
  public String phase(ChallengeEvidence e) {
    return e.memory[SECOND_AT] == 0 ? "ready" : e.memory[FIRST_AT] == 0 ? "once" : "twice";
  }

  @Override
  public Map<String, Double> measured(ChallengeEvidence e) {
    return e.frames == 0
        ? Map.of()
        : Map.of("blinks", (double) e.memory[NEWEST] - e.memory[BEFORE]);
  }
}
