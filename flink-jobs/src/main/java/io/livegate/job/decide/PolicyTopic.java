package io.livegate.job.decide;

import io.livegate.job.config.PipelineConfig;
import java.util.List;

/**
 * Reads the policies topic to its end before the first decision of a job that starts without state.
 * The stream of policies runs beside the frames: without this, frames that wait in their topic
 * would be decided by the shipped policy, whatever stands there, the kill switch included.
 */
public final class PolicyTopic implements PolicyHistory {

  private static final long serialVersionUID = 1L;

  private final PipelineConfig config;

  public PolicyTopic(PipelineConfig config) {
    this.config = config;
  }

  @Override
  public List<PolicyUpdate> read() {
    try (PolicyFeed feed = new PolicyFeed(config)) {
      return feed.toEnd();
    }
  }
}
