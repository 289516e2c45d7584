package io.livegate.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.job.io.OutputRecord;
import io.livegate.job.io.Topics;
import io.livegate.job.judge.FrameJudgeFactory;
import io.livegate.job.receive.FrameRef;
import io.livegate.local.LocalBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * A broker and a Flink cluster that jobs come and go on, with what a test may want to put between
 * their operators. Everything Flink writes lies under one folder, uncompressed, and every
 * checkpoint is kept.
 */
final class JobFixture implements AutoCloseable {

  private static final Configuration KEEP_EVERYTHING =
      new Configuration()
          .set(ExecutionOptions.SNAPSHOT_COMPRESSION, false)
          .set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 10_000)
          .set(
              CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
              ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);

  final LocalBroker broker;
  private final Path folder;
  private final MiniCluster cluster;
  private JobID job = new JobID();
  private CompletableFuture<JobResult> result = new CompletableFuture<>();

  /** What stands between the operators of the job. */
  record Between(
      UnaryOperator<DataStream<FrameRef>> received,
      UnaryOperator<DataStream<OutputRecord>> decided) {

    static final Between NOTHING = new Between(s -> s, s -> s);
  }

  JobFixture(Path folder) {
    this.folder = folder;
    broker = LocalBroker.start();
    Configuration settings = new Configuration();
    settings.set(CoreOptions.TMP_DIRS, folder.resolve("tmp").toString());
    settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());

    settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 10_000);
    settings.set(RestOptions.BIND_PORT, "0");
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
    settings.setString("metrics.reporter.test.factory.class", TestMetrics.class.getName());
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(4)
                .build());
    try {
      cluster.start();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The same with topics of its own, and the broker's address. */
  PipelineConfig config(String name, String yaml) {
    String kafka =
        """
        kafka:
          bootstrapServers: '%1$s'
          groupId: '%2$s'
          transactionalIdPrefix: '%2$s'
          topics: {frames: '%2$s.frames', signals: '%2$s.signals', events: '%2$s.events', \
        policies: '%2$s.policies', reviews: '%2$s.reviews'}
        """
            .formatted(broker.bootstrapServers(), name);
    PipelineConfig config = PipelineConfigParser.parse(kafka + yaml, name).withoutProbe();
    Topics.create(config);
    return config;
  }

  Platform platform(PipelineConfig config) {
    return new Platform(broker.bootstrapServers(), config.kafka().topics(), this::failure);
  }

  /** Starts the job, from a savepoint or afresh. */
  void start(
      PipelineConfig config,
      FrameJudgeFactory judges,
      Between between,
      @Nullable String savepoint) {
    StreamExecutionEnvironment env = new StreamExecutionEnvironment();
    env.configure(JobSettings.of(config));
    env.configure(KEEP_EVERYTHING);
    String runtimeKey = UUID.randomUUID().toString();
    DataStream<FrameRef> received =
        between.received().apply(ModerationJob.receive(env, config, runtimeKey));
    ModerationJob.write(
        between
            .decided()
            .apply(
                ModerationJob.decide(
                    env,
                    ModerationJob.judge(received, config, judges, runtimeKey),
                    config,
                    PipelineFixture.POLICY)),
        config);
    JobGraph graph = env.getStreamGraph().getJobGraph();
    if (savepoint != null) {
      graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(savepoint));
    }
    job = cluster.submitJob(graph).join().getJobID();
    result = cluster.requestJobResult(job);
    awaitRunning();
  }

  private void awaitRunning() {
    await("the job runs", this::isRunning);
  }

  private boolean isRunning() {
    assertThat(failure()).isEmpty();
    for (var vertex : cluster.getExecutionGraph(job).join().getAllExecutionVertices()) {
      if (vertex.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
  }

  String savepoint() {
    awaitRunning();
    return cluster
        .triggerSavepoint(job, savepoints(), false, SavepointFormatType.CANONICAL)
        .orTimeout(3, TimeUnit.MINUTES)
        .join();
  }

  /** Everything decided until then is committed when this returns. */
  String stopWithSavepoint() {
    awaitRunning();
    return cluster
        .stopWithSavepoint(job, savepoints(), false, SavepointFormatType.CANONICAL)
        .orTimeout(3, TimeUnit.MINUTES)
        .join();
  }

  void checkpoint() {
    awaitRunning();
    cluster.triggerCheckpoint(job).orTimeout(3, TimeUnit.MINUTES).join();
  }

  void cancel() {
    cluster.cancelJob(job).join();
    result.join();
  }

  private String savepoints() {
    return folder.resolve("savepoints").toUri().toString();
  }

  private Optional<String> failure() {
    if (!result.isDone()) {
      return Optional.empty();
    }
    return result.join().getSerializedThrowable().map(Throwable::toString);
  }

  /** Waits for something that happens without the platform. */
  static void await(String what, BooleanSupplier happened) {
    await(() -> what, happened);
  }

  /** The same; what is waited for is said as it stands when time is up. */
  static void await(Supplier<String> what, BooleanSupplier happened) {
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (!happened.getAsBoolean()) {
      assertThat(System.nanoTime()).as(() -> "still waiting: " + what.get()).isLessThan(deadline);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public void close() throws Exception {
    cluster.close();
    broker.close();
  }
}
