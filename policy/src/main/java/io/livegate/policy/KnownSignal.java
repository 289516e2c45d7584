package io.livegate.policy;

import io.livegate.policy.Condition.Comparison;
import io.livegate.signal.Lane;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A score that rules may use.
 *
 * @param name {@code lane.score}
 * @param lane the lane it comes from; null for what is measured on every frame
 * @param min the smallest value it takes; below 0 for what has a direction
 * @param max the largest value it takes; infinite where open-ended
 * @param witness the model that speaks against somebody with this score; null for what accuses
 *     nobody (a face being there, light) or needs no model
 * @param absence whether a score at or above a threshold stands for a picture standing still, so
 *     that an outage of our own could look like it
 * @param meaning one line for the policy's author
 */
public record KnownSignal(
    String name,
    @Nullable Lane lane,
    double min,
    double max,
    @Nullable ModelWitness witness,
    boolean absence,
    String meaning) {

  /**
   * @param family models of one family make the same mistakes and count as one witness
   * @param accusing the side of a threshold on which the score speaks against the person
   * @param weak whether it is wrong too often to take anything from a person: it may bring a human
   *     or a challenge and never counts as a witness
   */
  public record ModelWitness(String family, Comparison accusing, boolean weak) {}

  /** Scores of the face lane that say how well it is seen, as all scores without a lane do. */
  private static final Set<String> VIEW = Set.of("face.tooSmall", "face.share", "face.confidence");

  /** Whether it says only how much the picture lets anybody see: light, sharpness, distance. */
  public boolean measuresView() {
    return lane == null || VIEW.contains(name);
  }

  /** Whether the score may raise a suspicion and nothing more. */
  public boolean isWeak() {
    return witness != null && witness.weak();
  }

  /**
   * Whether a rule may take something from a person because of this condition: a witness accuses,
   * or the picture stands still or shows nothing.
   */
  public boolean speaksAgainst(Comparison comparison, double threshold) {
    return accuser(comparison, threshold) != null || absence && comparison == Comparison.AT_LEAST;
  }

  /**
   * The family that accuses when the condition holds, or null: the score must be of a model that is
   * not weak, on the side that speaks against the person, and past the middle, or anybody would
   * fulfil it.
   */
  public @Nullable String accuser(Comparison comparison, double threshold) {
    if (witness == null || witness.weak() || comparison != witness.accusing()) {
      return null;
    }
    double middle = (min + max) / 2;
    boolean pastMiddle =
        comparison == Comparison.AT_LEAST ? threshold >= middle : threshold <= middle;
    return pastMiddle ? witness.family() : null;
  }
}
