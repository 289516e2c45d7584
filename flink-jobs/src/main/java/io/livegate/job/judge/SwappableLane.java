package io.livegate.job.judge;

import io.livegate.detector.Detector;
import io.livegate.job.swap.ModelPlan;
import io.livegate.job.swap.ModelTrial;
import io.livegate.model.ModelStore;
import io.livegate.signal.Lane;
import java.util.ArrayList;
import java.util.List;

/** A lane in a running process, and the models that answer for it just now. Thread-safe. */
final class SwappableLane implements AutoCloseable {

  private final Detector detector;
  private final ModelStore store;
  private volatile OpenModels inForce;

  /**
   * @param detector closed with this
   * @param configured the plan of the models it was opened with
   * @param store where those of other plans are found
   */
  SwappableLane(Detector detector, ModelPlan configured, ModelStore store) {
    this.detector = detector;
    this.store = store;
    this.inForce = new OpenModels(configured, detector.own());
  }

  Lane lane() {
    return detector.lane();
  }

  Detector detector() {
    return detector;
  }

  /** The models in force; pair with {@link OpenModels#release}. */
  OpenModels hold() {
    while (true) {
      OpenModels now = inForce;
      if (now.hold()) {
        return now;
      } // else they were exchanged and closed in between: there are others by now
    }
  }

  /** See {@link FrameJudge#follow}. One thread at a time. */
  List<String> follow(ModelPlan plan) {
    OpenModels before = inForce;
    if (plan.equals(before.plan())) {
      return List.of();
    }
    List<String> problems = ModelTrial.problems(plan, store);
    if (!problems.isEmpty()) {
      return problems;
    }
    OpenModels next = OpenModels.load(plan, store);
    if (!next.unavailable().isEmpty()) { // gone since they were tried
      next.release();
      return next.unavailable();
    }
    inForce = next;
    before.release();
    return List.of();
  }

  /** What it lacks just now. */
  List<LaneNotice> notices() {
    List<LaneNotice> notices = new ArrayList<>();
    inForce.models().unavailable().forEach(m -> notices.add(new LaneNotice(lane(), false, m)));
    inForce.models().replaced().forEach(m -> notices.add(new LaneNotice(lane(), true, m)));
    detector.leftOut().forEach(m -> notices.add(new LaneNotice(lane(), true, m)));
    return notices;
  }

  @Override
  public void close() {
    inForce.release();
    detector.close();
  }
}
