package io.livegate.cli;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.decide.PolicyKey;
import io.livegate.job.swap.ModelPlan;
import io.livegate.job.swap.ModelPlan.Candidate;
import io.livegate.job.swap.ModelPlan.Stage;
import io.livegate.job.swap.ModelPlanReader;
import io.livegate.signal.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A lane named on the command line, and what may answer for it. */
final class LanePlans {

  private final Lane lane;
  private final ModelPlanReader reader;

  /**
   * @throws CliFailure if the lane's models cannot be exchanged
   */
  LanePlans(String lane, PipelineConfig pipeline) {
    this.lane = lane(lane);
    this.reader = new ModelPlanReader(pipeline.judging(), pipeline.models());
  }

  private static Lane lane(String id) {
    for (Lane each : PolicyKey.LANES) {
      if (each.id().equals(id)) {
        return each;
      }
    }
    throw CliFailure.usage(
        "'" + id + "' is none of liveness, deepfake and content, whose models can be exchanged.");
  }

  Lane lane() {
    return lane;
  }

  ModelPlanReader reader() {
    return reader;
  }

  /**
   * A candidate for the lane.
   *
   * @throws CliFailure listing every card that cannot be one
   */
  Candidate candidate(Stage stage, List<String> ids, double share) {
    checkShare(share);
    List<String> problems = new ArrayList<>();
    String wanted =
        ids.stream().map(id -> '"' + id + '"').collect(Collectors.joining(", ", "[", "]"));
    ModelPlan plan = reader.read(lane, "{\"models\": " + wanted + "}", problems);
    if (!problems.isEmpty()) {
      throw CliFailure.usage(String.join("\n  ", problems));
    }
    return new Candidate(stage, plan.models(), share);
  }

  /**
   * @throws CliFailure if it is none
   */
  static void checkShare(double share) {
    if (!(share > 0 && share <= 1)) {
      throw CliFailure.usage("--share takes a share above 0 and up to 1, not " + share + ".");
    }
  }
}
