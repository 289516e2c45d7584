package io.livegate.job.swap;

import io.livegate.frame.SessionKey;
import io.livegate.model.ModelCard;
import io.livegate.policy.evidence.Fingerprint;
import io.livegate.signal.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which models answer for a lane, and which may take their place.
 *
 * @param models those that decide, all together
 * @param candidate what may take their place; null for nothing
 * @param previous what decided before them; empty where they are the first
 */
public record ModelPlan(
    Lane lane, List<ModelCard> models, @Nullable Candidate candidate, List<ModelCard> previous) {

  /** How far a candidate is let in. */
  public enum Stage {
    /** Sees the same frames; what it says is recorded and decides nothing. */
    SHADOW,
    /** Decides in its share of the sessions, in place of the others. */
    CANARY;

    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Models that may take the place of those that decide.
   *
   * @param share of the sessions in which they are asked, above 0 and up to 1; which sessions these
   *     are follows from their names alone, and a larger share has those of a smaller
   */
  public record Candidate(Stage stage, List<ModelCard> models, double share) {
    public Candidate {
      models = List.copyOf(models);
    }
  }

  public ModelPlan {
    models = List.copyOf(models);
    previous = List.copyOf(previous);
  }

  /** What a job begins with. */
  public static ModelPlan configured(Lane lane, List<ModelCard> models) {
    return new ModelPlan(lane, models, null, List.of());
  }

  /** Where a session stands among all, 0 to 1: below a share it is one of that share. */
  public static double place(Lane lane, SessionKey session) {
    return Fingerprint.place("/models/" + lane.id() + "/" + session.asKey());
  }

  /** Every card that is asked for something, each once. */
  public List<ModelCard> asked() {
    List<ModelCard> all = new ArrayList<>(models);
    if (candidate != null) {
      all.addAll(candidate.models());
    }
    return all.stream().distinct().toList();
  }

  /** The same with this candidate, in place of another. */
  public ModelPlan with(Candidate next) {
    return new ModelPlan(lane, models, next, previous);
  }

  /**
   * The candidate decides.
   *
   * @throws IllegalStateException if there is none
   */
  public ModelPlan promoted() {
    if (candidate == null) {
      throw new IllegalStateException(
          "lane " + lane.id() + " has no candidate; begin with shadow or canary");
    }
    return new ModelPlan(lane, candidate.models(), null, models);
  }

  /**
   * The last step taken back: a candidate goes; without one, what decided before decides again.
   *
   * @throws IllegalStateException if nothing was changed
   */
  public ModelPlan rolledBack() {
    if (candidate != null) {
      return new ModelPlan(lane, models, null, previous);
    }
    if (previous.isEmpty()) {
      throw new IllegalStateException(
          "lane "
              + lane.id()
              + " has no candidate, and nothing else is known to have decided before: there is"
              + " nothing to go back to");
    }
    return new ModelPlan(lane, previous, null, List.of());
  }
}
