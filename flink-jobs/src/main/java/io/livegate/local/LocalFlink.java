package io.livegate.local;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.metrics.PrometheusSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Flink cluster inside this JVM: one job manager, one task manager, as many slots as needed. */
public final class LocalFlink implements AutoCloseable {

  private static final long STOP_SECONDS = 10;

  private final MiniCluster cluster;
  private final Storage storage;

  private LocalFlink(MiniCluster cluster, Storage storage) {
    this.cluster = cluster;
    this.storage = storage;
  }

  /**
   * @throws IllegalStateException if it does not start, saying why
   */
  public static LocalFlink start(PipelineConfig config) {
    Storage storage = Storage.create();
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(settings(config, storage.folder()))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(config.checkpoint().parallelismHere())
                .build());
    try {
      cluster.start();
    } catch (Exception e) {
      storage.close();
      throw new IllegalStateException("the embedded Flink does not start: " + e, e);
    }
    return new LocalFlink(cluster, storage);
  }

  private static Configuration settings(PipelineConfig config, Path folder) {
    Configuration settings = new Configuration();
    settings.set(CoreOptions.TMP_DIRS, folder.toString());
    // Not "jobmanager": that refuses state beyond 5 MB, some 2500 sessions.
    settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        folder.resolve("checkpoints").toUri().toString());
    settings.set(RestOptions.ADDRESS, "localhost");
    settings.set(RestOptions.BIND_ADDRESS, "localhost");
    settings.set(RestOptions.BIND_PORT, "0");
    settings.set(JobManagerOptions.PORT, 0);
    // So old may be what REST says of the job and its metrics.
    settings.set(WebOptions.REFRESH_INTERVAL, Duration.ofSeconds(1));
    settings.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(1));
    // State lives on the heap; what Flink would reserve for other backends is not needed.
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
    if (config.metrics().prometheusPort() > 0) {
      FreePorts.check("metrics.prometheusPort", config.metrics().prometheusPort(), 1);
      PrometheusSettings.addTo(settings);
      settings.setString(
          PrometheusSettings.portKey(), Integer.toString(config.metrics().prometheusPort()));
    }
    return settings;
  }

  /** {@code host:port} of its REST interface, on the loopback interface. */
  String restAddress() {
    URI address = cluster.getRestAddress().join();
    return address.getHost() + ":" + address.getPort();
  }

  /**
   * Submits a job.
   *
   * @return completed with its result when it ends, in whatever way
   */
  public CompletableFuture<JobResult> submit(JobGraph job) {
    return cluster
        .submitJob(job)
        .thenCompose(submitted -> cluster.requestJobResult(submitted.getJobID()));
  }

  /** Waits until every task of the job runs. */
  public boolean awaitRunning(JobGraph job, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        var graph = cluster.getExecutionGraph(job.getJobID()).get(1, TimeUnit.SECONDS);
        boolean running = true;
        for (var vertex : graph.getAllExecutionVertices()) {
          running &=
              vertex.getExecutionState()
                  == org.apache.flink.runtime.execution.ExecutionState.RUNNING;
        }
        if (running || graph.getState().isGloballyTerminalState()) {
          return running;
        }
      } catch (ExecutionException | TimeoutException e) {
        // Not known to the cluster yet.
      }
      Thread.sleep(20);
    }
    return false;
  }

  /**
   * What the tasks of a job have come to so far, all together; 0 before they first reported. They
   * report with every heartbeat.
   *
   * @param accumulator the name of one of longs
   */
  public long accumulated(JobGraph job, String accumulator) throws InterruptedException {
    try {
      var counted =
          cluster
              .getExecutionGraph(job.getJobID())
              .get(STOP_SECONDS, TimeUnit.SECONDS)
              .getAccumulatorsSerialized()
              .get(accumulator);
      Object value =
          counted == null
              ? null
              : counted.deserializeValue(LocalFlink.class.getClassLoader()).getUnchecked();
      return value instanceof Long count ? count : 0;
    } catch (ExecutionException | TimeoutException | IOException | ClassNotFoundException e) {
      throw new IllegalStateException("the job's counters cannot be read: " + e, e);
    }
  }

  /**
   * A finished checkpoint.
   *
   * @param bytes of state it holds
   * @param millis it took
   */
  public record Checkpoint(long bytes, long millis) {}

  /**
   * Makes a full checkpoint now and waits for it.
   *
   * @throws IllegalStateException if it fails
   */
  public Checkpoint checkpoint(JobGraph job) throws InterruptedException {
    try {
      cluster.triggerCheckpoint(job.getJobID(), CheckpointType.FULL).get();
      var statistics =
          cluster
              .getExecutionGraph(job.getJobID())
              .get(STOP_SECONDS, TimeUnit.SECONDS)
              .getCheckpointStatsSnapshot();
      var made = statistics == null ? null : statistics.getHistory().getLatestCompletedCheckpoint();
      if (made == null) {
        throw new IllegalStateException("the checkpoint was made, and Flink has no record of it");
      }
      return new Checkpoint(made.getStateSize(), made.getEndToEndDuration());
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the checkpoint failed: " + e, e);
    }
  }

  @Override
  public void close() {
    try {
      cluster.closeAsync().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // It is on its way down; what it held is inside this JVM.
    }
    storage.close();
  }
}
