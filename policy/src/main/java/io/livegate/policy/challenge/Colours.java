package io.livegate.policy.challenge;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the light on the face follows a sequence of colours on the screen: in redness minus
 * blueness of the face, every stage in which the screen is red must lie above every blue one. After
 * the idea of active illumination (Tang et al., "Face Flashing", NDSS 2018), slow enough not to
 * flash. Chromaticity and not brightness, so that a change of exposure does not matter.
 */
final class Colours implements Check {

  /** The fade, the way to the screen and the way back from the camera. */
  private static final int SETTLING = 400;

  private static final int FEWEST_FRAMES = 3;
  private static final int PATIENCE = 600;

  // Places in the evidence's memory.
  private static final int STAGE = 0;
  private static final int SUM = 1;
  private static final int FRAMES = 2;
  private static final int PALEST_RED = 3;
  private static final int REDDEST_BLUE = 4;
  private static final int REDS = 5;
  private static final int BLUES = 6;

  /**
   * The palest red must be redder than the reddest blue by this. Not fitted: no recording of a face
   * in the light of a changing screen was to be had. On 27 genuine clips without such light the
   * frames differ by 0.0015 (median deviation) and the means of neighbouring stages by 0.003
   * (median), 0.01 in one of ten: it is the order of all stages that nobody meets by chance, not
   * this distance.
   */
  static final double LEAST_APART = 0.004;

  private final List<Colour> sequence;

  Colours(List<Colour> sequence) {
    this.sequence = sequence;
  }

  @Override
  public double measure(ChallengeEvidence evidence, Sample sample) {
    return sample.redness() - sample.blueness();
  }

  @Override
  public @Nullable ChallengeReason step(
      ChallengeEvidence e, Sample sample, double value, int after) {
    int[] m = e.memory;
    int stage = (int) (after / Colour.EACH_MILLIS);
    if (stage > m[STAGE]) {
      if (m[FRAMES] < FEWEST_FRAMES || stage > m[STAGE] + 1) {
        return ChallengeReason.FEW_FRAMES;
      }
      if (!closeStage(m)) {
        return ChallengeReason.WRONG_COLOUR;
      }
      m[STAGE] = stage;
      m[SUM] = 0;
      m[FRAMES] = 0;
    }
    if (stage >= sequence.size()) {
      return ChallengeReason.ANSWERED;
    }
    if (after % Colour.EACH_MILLIS >= SETTLING) {
      m[SUM] += (int) Math.round(value * 1e4);
      m[FRAMES]++;
    }
    return null;
  }

  /** Whether every red so far is redder than every blue. */
  private boolean closeStage(int[] m) {
    int mean = m[SUM] / m[FRAMES];
    switch (sequence.get(m[STAGE])) {
      case RED -> m[PALEST_RED] = m[REDS]++ == 0 ? mean : Math.min(m[PALEST_RED], mean);
      case BLUE -> m[REDDEST_BLUE] = m[BLUES]++ == 0 ? mean : Math.max(m[REDDEST_BLUE], mean);
      case WHITE -> {}
    }
    return m[REDS] == 0 || m[BLUES] == 0 || apart(m) >= LEAST_APART;
  }

  private static double apart(int[] m) {
    return (m[PALEST_RED] - m[REDDEST_BLUE]) / 1e4;
  }

  @Override
  public int patience(ChallengeEvidence evidence) {
    return PATIENCE;
  }

  @Override
  public String phase(ChallengeEvidence e) {
    return "colour " + (Math.min(e.memory[STAGE], sequence.size() - 1) + 1);
  }

  @Override
  public Map<String, Double> measured(ChallengeEvidence e) {
    return e.memory[REDS] == 0 || e.memory[BLUES] == 0
        ? Map.of()
        : Map.of("apart", apart(e.memory));
  }
}
