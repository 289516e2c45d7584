package io.livegate.job.judge;

import io.livegate.detector.LaneModels;
import io.livegate.job.swap.ModelPlan;
import io.livegate.job.swap.ModelPlan.Candidate;
import io.livegate.job.swap.ModelPlan.Stage;
import io.livegate.model.ModelStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The models of one plan, loaded. Held by whoever put the plan in force and by every frame that is
 * judged by them; closed when nobody holds them any more. Thread-safe.
 */
final class OpenModels {

  private final ModelPlan plan;
  private final LaneModels models;
  private final @Nullable LaneModels candidate;
  private final AtomicBoolean failed = new AtomicBoolean();
  private final AtomicBoolean shadowFailed = new AtomicBoolean();
  private int holders = 1;

  /**
   * @param models of the plan, closed with this
   */
  OpenModels(ModelPlan plan, LaneModels models) {
    this(plan, models, null);
  }

  private OpenModels(ModelPlan plan, LaneModels models, @Nullable LaneModels candidate) {
    this.plan = plan;
    this.models = models;
    this.candidate = candidate;
  }

  /**
   * Loads them; {@link #release} lets them go.
   *
   * @throws io.livegate.model.runtime.ModelRefusedException if a file is not what its card says
   */
  static OpenModels load(ModelPlan plan, ModelStore store) {
    LaneModels models = LaneModels.open(plan.models(), store);
    boolean loaded = false;
    try {
      Candidate next = plan.candidate();
      LaneModels candidate = next == null ? null : LaneModels.open(next.models(), store);
      loaded = true;
      return new OpenModels(plan, models, candidate);
    } finally {
      if (!loaded) {
        models.close();
      }
    }
  }

  ModelPlan plan() {
    return plan;
  }

  /** One message per model that is not there. */
  List<String> unavailable() {
    List<String> all = new ArrayList<>(models.unavailable());
    if (candidate != null) {
      all.addAll(candidate.unavailable());
    }
    return all;
  }

  /** Those that decide. */
  LaneModels models() {
    return models;
  }

  /**
   * Those that decide in a session.
   *
   * @param place of the session, 0 to 1
   */
  LaneModels deciding(double place) {
    LaneModels canary = candidate(Stage.CANARY, place);
    return canary == null ? models : canary;
  }

  /** Those that look on in a session and decide nothing; null for none. */
  @Nullable LaneModels shadow(double place) {
    return candidate(Stage.SHADOW, place);
  }

  private @Nullable LaneModels candidate(Stage stage, double place) {
    Candidate next = plan.candidate();
    return next != null && next.stage() == stage && place < next.share() ? candidate : null;
  }

  /** True once: for what is said once of models that fail. */
  boolean isFirstFailure() {
    return failed.compareAndSet(false, true);
  }

  /** The same of those in shadow. */
  boolean isFirstShadowFailure() {
    return shadowFailed.compareAndSet(false, true);
  }

  /**
   * @return false if they are closed already
   */
  synchronized boolean hold() {
    if (holders == 0) {
      return false;
    }
    holders++;
    return true;
  }

  void release() {
    boolean last;
    synchronized (this) {
      last = --holders == 0;
    }
    if (last) {
      models.close();
      if (candidate != null) {
        candidate.close();
      }
    }
  }
}
