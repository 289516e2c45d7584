package io.livegate.job.judge;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.decide.PolicyKey;
import io.livegate.job.decide.PolicyUpdate;
import io.livegate.job.swap.ModelPlan;
import io.livegate.job.swap.ModelPlanReader;
import io.livegate.signal.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the models that were published answer in this process. What cannot be used here, because its
 * weights are missing for instance, is said, and the newest that can be goes on.
 */
final class PublishedModels implements ControlListener {

  private static final Logger LOG = LoggerFactory.getLogger(PublishedModels.class);

  private final PipelineConfig config;
  private final ModelPlanReader plans;
  private final FrameJudge judge;
  private final Set<Lane> behind = ConcurrentHashMap.newKeySet();

  PublishedModels(PipelineConfig config, FrameJudge judge) {
    this.config = config;
    this.plans = new ModelPlanReader(config.judging(), config.models());
    this.judge = judge;
  }

  /** Lanes whose newest record is not followed here. */
  int lanesBehind() {
    return behind.size();
  }

  @Override
  public void take(List<PolicyUpdate> updates, boolean anew) {
    List<Lane> lanes =
        PolicyKey.LANES.stream().filter(lane -> config.judging().lane(lane).enabled()).toList();
    for (Lane lane : lanes) {
      String key = PolicyKey.ofModels(lane).text();
      List<PolicyUpdate> newestFirst = new ArrayList<>();
      for (PolicyUpdate update : updates) {
        if (update.key().equals(key) && update.problems().isEmpty()) {
          newestFirst.add(0, update);
        }
      }
      if (!newestFirst.isEmpty()) {
        follow(lane, newestFirst);
      } else if (anew) {
        follow(plans.configured(lane), lane.id() + " as configured");
      }
    }
  }

  private void follow(Lane lane, List<PolicyUpdate> newestFirst) {
    for (PolicyUpdate update : newestFirst) {
      List<String> problems = new ArrayList<>();
      ModelPlan plan = plans.read(lane, update.text(), problems);
      if (problems.isEmpty() && follow(plan, update.origin())) {
        if (update == newestFirst.get(0)) {
          behind.remove(lane);
        }
        return;
      }
      behind.add(lane);
    }
  }

  private boolean follow(ModelPlan plan, String origin) {
    List<String> problems;
    try {
      problems = judge.follow(plan);
    } catch (RuntimeException e) {
      LOG.error("models of {} cannot be taken up; those before go on", origin, e);
      return false;
    }
    if (!problems.isEmpty()) {
      LOG.error("models of {} cannot be taken up; those before go on: {}", origin, problems);
    }
    return problems.isEmpty();
  }
}
