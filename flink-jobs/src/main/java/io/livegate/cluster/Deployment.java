package io.livegate.cluster;

import io.livegate.job.ModerationJob;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.io.Topics;
import io.livegate.job.judge.FrameJudgeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Takes the job, the same as the embedded mode's, to a Flink cluster. */
public final class Deployment {

  private final FlinkClient flink;

  public Deployment(FlinkClient flink) {
    this.flink = flink;
  }

  /**
   * Creates the topics that are missing and hands the job over.
   *
   * @param config its Kafka is the one the TaskManagers reach; a parallelism of 0 is every slot
   *     that is free
   * @param policy the policy in force until another one comes over its topic, YAML
   * @param savepoint to go on from, a path or URI; empty: from the beginning
   * @return the job's id
   * @throws IllegalStateException if Kafka or Flink refuse, saying why
   * @throws IllegalArgumentException if the policy cannot be used, listing every problem
   */
  public String submit(
      PipelineConfig config, FrameJudgeFactory judges, String policy, String savepoint)
      throws InterruptedException {
    int parallelism =
        config.checkpoint().parallelism() == 0
            ? flink.freeSlots()
            : config.checkpoint().parallelism();
    if (parallelism == 0) {
      throw new IllegalStateException(
          "no task slot is free: stop a job (./livegate cluster savepoint) or start more"
              + " TaskManagers");
    }
    PipelineConfig here = config.withParallelism(parallelism);
    Topics.create(here);
    JobGraph job = graph(here, judges, policy);
    if (!savepoint.isEmpty()) {
      job.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint, false));
    }
    try {
      Path packed = Files.createTempDirectory("livegate-job-");
      try {
        for (Path jar : Jars.ofThisProcess().job(packed)) {
          job.addJar(new org.apache.flink.core.fs.Path(jar.toUri()));
        }
        return flink.submit(job);
      } finally {
        ClusterFolder.delete(packed);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the job's jars cannot be read: " + e.getMessage(), e);
    }
  }

  private static JobGraph graph(PipelineConfig config, FrameJudgeFactory judges, String policy) {
    StreamExecutionEnvironment env = new StreamExecutionEnvironment();
    ModerationJob.build(env, config, judges, policy, UUID.randomUUID().toString());
    return env.getStreamGraph().getJobGraph();
  }
}
