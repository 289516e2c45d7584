package io.livegate.job;

import io.livegate.job.config.PipelineConfig;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** The Flink settings the job's promises rest on. */
final class JobSettings {

  /**
   * Into so many groups keys are divided for ever: a savepoint of another number is refused. Left
   * to Flink it would follow from the parallelism of the first start, and bound that of the last.
   */
  private static final int MAX_PARALLELISM = 1024;

  private JobSettings() {}

  static Configuration of(PipelineConfig config) {
    PipelineConfig.Checkpoint checkpoint = config.checkpoint();
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.NAME, "livegate");
    // Kryo would write what nobody reviewed; every type here has a serialiser of its own.
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    // An operator without an id of its own would lose its state with the next change of the job.
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
    settings.set(CoreOptions.DEFAULT_PARALLELISM, checkpoint.parallelismHere());
    settings.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, checkpoint.bufferTimeout());
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpoint.interval());
    settings.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 10);
    // Without a directory of its own the job uses the cluster's.
    if (checkpoint.directory() != null) {
      settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
      settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoint.directory());
    }
    restarts(config, settings);
    return settings;
  }

  private static void restarts(PipelineConfig config, Configuration settings) {
    int restarts = config.checkpoint().restarts();
    if (config.batch() || restarts == 0) {
      // A restart loses the frames in flight: a batch run would no longer be repeatable.
      settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
      return;
    }
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "failure-rate");
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL, restarts);
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL,
        Duration.ofMinutes(10));
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_DELAY,
        config.checkpoint().restartDelay());
  }
}
