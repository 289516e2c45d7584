package io.livegate.cli;

import io.livegate.cli.session.Target;
import io.livegate.cluster.ClusterState;
import io.livegate.cluster.Deployment;
import io.livegate.cluster.FlinkClient;
import io.livegate.cluster.FlinkClient.Job;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.io.Topics;
import io.livegate.job.judge.LaneFrameJudges;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * A job of its own on the cluster of this machine, with topics of its own, for as long as files are
 * judged: what else runs there is not disturbed, and nothing of it stays.
 */
final class OnCluster implements JudgingSystem {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Somebody waits for the results, and state is small. */
  private static final Duration INTERVAL = Duration.ofMillis(250);

  private final FlinkClient flink;
  private final PipelineConfig config;
  private final Consumer<String> notes;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "watch-job");
            thread.setDaemon(true);
            return thread;
          });

  private final Thread hook = new Thread(this::close, "cancel-job");
  private @Nullable String submitted;
  private boolean ended;

  private OnCluster(FlinkClient flink, PipelineConfig config, Consumer<String> notes) {
    this.flink = flink;
    this.config = config;
    this.notes = notes;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * For somebody who waits for the results: what is decided comes within a quarter of a second.
   *
   * @param notes takes a sentence about what could not be taken away in the end
   * @throws CliFailure if the job does not come to run there
   */
  static OnCluster soon(
      PipelineChoice.Pipeline pipeline, ClusterState cluster, Consumer<String> notes)
      throws InterruptedException {
    return start(
        new PipelineChoice.Pipeline(
            pipeline.config().withIntervalAtMost(INTERVAL), pipeline.policy()),
        cluster,
        notes);
  }

  /**
   * With checkpoints as configured.
   *
   * @param notes takes a sentence about what could not be taken away in the end
   * @throws CliFailure if the job does not come to run there
   */
  static OnCluster start(
      PipelineChoice.Pipeline pipeline, ClusterState cluster, Consumer<String> notes)
      throws InterruptedException {
    String suffix = "-judge-" + UUID.randomUUID().toString().substring(0, 8);
    PipelineConfig config =
        pipeline.config().withBootstrapServers(cluster.bootstrapServers()).named(suffix);
    OnCluster system = new OnCluster(new FlinkClient(cluster.restAddress()), config, notes);
    try {
      system.flink.awaitRunning(system.submit(pipeline.policy()), PATIENCE);
      return system;
    } catch (IllegalStateException | IllegalArgumentException e) {
      system.close();
      throw CliFailure.failed(String.valueOf(e.getMessage()), e);
    }
  }

  /** Ctrl-C waits until it is known which job is to be cancelled. */
  private synchronized String submit(String policy) throws InterruptedException {
    if (ended) {
      throw new IllegalStateException("ended before the job was submitted");
    }
    submitted = new Deployment(flink).submit(config, new LaneFrameJudges(), policy, "");
    return submitted;
  }

  @Override
  public Target target() {
    return Target.of(config);
  }

  @Override
  public void onFailure(Consumer<Throwable> listener) {
    var unused = watch.scheduleWithFixedDelay(() -> look(listener), 1, 1, TimeUnit.SECONDS);
  }

  private void look(Consumer<Throwable> listener) {
    try {
      Optional<Job> ours = ours();
      if (ours.isEmpty() || ours.get().isOver()) {
        String state = ours.map(Job::state).orElse("forgotten");
        String message = "the job on the cluster is " + state + "; its log says why";
        listener.accept(CliFailure.failed(message, new IllegalStateException(message)));
        watch.shutdown();
      }
    } catch (IllegalStateException e) {
      // The JobManager is being started again; the job goes on after that.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Job> ours() throws InterruptedException {
    return flink.jobs().stream().filter(each -> each.id().equals(submitted)).findFirst();
  }

  /** Once only: where Ctrl-C comes in between, the process waits for it. */
  @Override
  public synchronized void close() {
    if (ended) {
      return;
    }
    ended = true;
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is what calls, or waits.
    }
  }

  private void end() {
    watch.shutdownNow();
    try (flink) {
      if (submitted != null) {
        cancel();
      }
      Topics.delete(config); // pictures are in one of them
    } catch (IllegalStateException | KafkaException e) {
      left(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      left("interrupted");
    }
  }

  private void left(String why) {
    notes.accept(
        "not all is taken away: "
            + (submitted == null ? "" : "job " + submitted + " may still run, and ")
            + "there may be topics beside "
            + config.kafka().topics().frames()
            + " ("
            + why
            + ")");
  }

  /**
   * @throws IllegalStateException if it may still run: its topics must stay then
   */
  private void cancel() throws InterruptedException {
    try {
      flink.cancel(Objects.requireNonNull(submitted));
    } catch (IllegalStateException e) {
      if (!ours().map(Job::isOver).orElse(true)) {
        throw e;
      }
    }
  }
}
