package io.livegate.cli;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.decide.PolicyFeed;
import io.livegate.job.decide.PolicyKey;
import io.livegate.job.decide.PolicyUpdate;
import io.livegate.job.io.Topics;
import io.livegate.job.swap.ModelPlan;
import java.util.ArrayList;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The plan of a lane's models on the policies topic, read and changed. */
final class PlanTarget {

  @Parameters(index = "0", paramLabel = "LANE", description = "liveness, deepfake or content.")
  private String lane = "";

  @Mixin private RecordTarget topic = new RecordTarget();

  /**
   * @throws CliFailure if the lane's models cannot be exchanged
   */
  LanePlans plans() {
    return new LanePlans(lane, topic.pipeline());
  }

  /**
   * Publishes the plan that follows from the one on the topic.
   *
   * @param step throws an IllegalStateException where it cannot be taken
   * @return topic, partition and offset of the record
   * @throws CliFailure if it cannot be taken, or the broker does not take it
   */
  String change(UnaryOperator<ModelPlan> step) {
    LanePlans plans = plans();
    PolicyKey key = PolicyKey.ofModels(plans.lane());
    String before = published(key);
    ModelPlan next;
    try {
      next = step.apply(plans.reader().read(plans.lane(), before, new ArrayList<>()));
    } catch (IllegalStateException e) {
      throw CliFailure.usage(e.getMessage() + ".", e);
    }
    return topic.publish(key, plans.reader().text(next, before));
  }

  /** What stands on the topic; null for nothing. */
  private @Nullable String published(PolicyKey key) {
    PipelineConfig pipeline = topic.pipeline();
    String newest = null;
    try {
      Topics.create(pipeline);
      try (PolicyFeed feed = new PolicyFeed(pipeline)) {
        for (PolicyUpdate update : feed.toEnd()) {
          if (update.key().equals(key.text()) && update.problems().isEmpty()) {
            newest = update.text();
          }
        }
      }
    } catch (IllegalStateException | KafkaException e) {
      throw CliFailure.failed(String.valueOf(e.getMessage()), e);
    }
    return newest;
  }
}
