package io.livegate.local;

import io.livegate.image.NativeLibraries;
import io.livegate.job.ModerationJob;
import io.livegate.job.config.KafkaConfig;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.io.Topics;
import io.livegate.job.judge.FrameJudgeFactory;
import io.livegate.job.judge.JudgeRuntime;
import io.livegate.job.judge.LaneNotice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The whole of Livegate in this JVM: a broker, Flink, the job. The same job with the same
 * configuration runs on a cluster; only the broker's address is another.
 */
public final class LocalLivegate implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** In media time somebody waits for the results, and state is small. */
  private static final Duration BATCH_INTERVAL = Duration.ofMillis(250);

  private final PipelineConfig config;
  private final String runtimeKey;
  private final @Nullable LocalBroker broker;
  private final LocalFlink flink;
  private final JudgeRuntime runtime;
  private final CompletableFuture<String> failure = new CompletableFuture<>();
  private volatile boolean closing;

  private LocalLivegate(
      PipelineConfig config,
      String runtimeKey,
      @Nullable LocalBroker broker,
      LocalFlink flink,
      JudgeRuntime runtime) {
    this.config = config;
    this.runtimeKey = runtimeKey;
    this.broker = broker;
    this.flink = flink;
    this.runtime = runtime;
  }

  /**
   * Starts broker, Flink, models and job at the same time and returns when frames are accepted. In
   * media time checkpoints are taken four times a second at least.
   *
   * @param policy the policy in force until another one comes over its topic, YAML
   * @throws IllegalStateException if a part does not start; the message says which and why
   * @throws IllegalArgumentException if the policy cannot be used, listing every problem
   */
  public static LocalLivegate start(
      PipelineConfig config, FrameJudgeFactory judges, String policy) {
    PipelineConfig often = config.batch() ? config.withIntervalAtMost(BATCH_INTERVAL) : config;
    return start(often, judges, policy, LocalBroker::start);
  }

  /**
   * The same with a Kafka that runs already, at {@code kafka.bootstrapServers}, and checkpoints as
   * configured.
   */
  public static LocalLivegate startOn(
      PipelineConfig config, FrameJudgeFactory judges, String policy) {
    return start(config, judges, policy, null);
  }

  private static LocalLivegate start(
      PipelineConfig config,
      FrameJudgeFactory judges,
      String policy,
      @Nullable Supplier<LocalBroker> brokers) {
    // Logging is set up by its first user; several at once would make it complain.
    LoggerFactory.getLogger(LocalLivegate.class).debug("starting");
    String runtimeKey = UUID.randomUUID().toString();
    CompletableFuture<@Nullable LocalBroker> broker = inBackground("broker", brokers);
    CompletableFuture<@Nullable PipelineConfig> ready =
        broker.thenApply(
            started -> {
              PipelineConfig here =
                  started == null
                      ? config
                      : config.withBootstrapServers(started.bootstrapServers());
              Topics.create(here);
              return here;
            });
    CompletableFuture<@Nullable LocalFlink> flink =
        inBackground("flink", () -> LocalFlink.start(config));
    CompletableFuture<@Nullable JudgeRuntime> runtime =
        inBackground("models", () -> JudgeRuntime.acquire(runtimeKey, config, judges));
    try {
      // Built for the classes it loads; the one submitted needs the broker's address.
      graph(config, judges, policy, runtimeKey);
      LocalLivegate livegate =
          new LocalLivegate(await(ready), runtimeKey, broker.join(), await(flink), await(runtime));
      livegate.submit(graph(livegate.config, judges, policy, runtimeKey));
      return livegate;
    } catch (RuntimeException e) {
      closeQuietly(flink, LocalFlink::close);
      closeQuietly(runtime, r -> JudgeRuntime.release(runtimeKey));
      closeQuietly(broker, LocalBroker::close);
      throw e;
    }
  }

  private void submit(JobGraph job) {
    var unused = flink.submit(job).whenComplete(this::ended);
    try {
      if (!flink.awaitRunning(job, PATIENCE) && !failure.isDone()) {
        throw new IllegalStateException(
            "the job does not run " + PATIENCE.toSeconds() + " s after it was submitted");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the job was starting", e);
    }
    requireRunning();
  }

  private void ended(@Nullable JobResult result, @Nullable Throwable error) {
    if (closing) {
      return;
    }
    Throwable cause = error;
    if (result != null) {
      cause =
          result
              .getSerializedThrowable()
              .map(t -> t.deserializeError(LocalLivegate.class.getClassLoader()))
              .orElse(null);
    }
    failure.complete(
        cause == null ? "the job ended by itself" : "the job failed: " + rootMessage(cause));
  }

  /** The innermost cause, where Flink's own layers say nothing more. */
  private static String rootMessage(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message = root.getMessage();
    return message == null ? root.getClass().getName() : message;
  }

  private static JobGraph graph(
      PipelineConfig config, FrameJudgeFactory judges, String policy, String runtimeKey) {
    StreamExecutionEnvironment env = new StreamExecutionEnvironment();
    ModerationJob.build(env, config, judges, policy, runtimeKey);
    return env.getStreamGraph().getJobGraph();
  }

  /** {@code host:port} of the broker. */
  public String bootstrapServers() {
    return config.kafka().bootstrapServers();
  }

  /** {@code host:port} of Flink's REST interface. */
  public String restAddress() {
    return flink.restAddress();
  }

  /** The names of its topics. */
  public KafkaConfig.Topics topics() {
    return config.kafka().topics();
  }

  /** The configuration it runs with, the broker's address in it. */
  public PipelineConfig config() {
    return config;
  }

  /** Lanes that cannot answer here, to be announced. */
  public List<LaneNotice> unavailable() {
    return runtime.judge().unavailable();
  }

  /** Why the job ended, in one message; empty while it runs. */
  public Optional<String> failure() {
    return failure.isDone() ? Optional.of(failure.join()) : Optional.empty();
  }

  /**
   * @throws IllegalStateException with the message of {@link #failure}, once there is one
   */
  public void requireRunning() {
    if (failure.isDone()) {
      throw new IllegalStateException(failure.join());
    }
  }

  /** Completed with the message of {@link #failure} if the job ends before {@link #close}. */
  public CompletableFuture<String> whenFailed() {
    return failure.copy();
  }

  @Override
  public void close() {
    closing = true;
    flink.close();
    JudgeRuntime.release(runtimeKey);
    if (broker != null) {
      broker.close();
    }
  }

  private static <T> CompletableFuture<@Nullable T> inBackground(
      String name, @Nullable Supplier<T> work) {
    CompletableFuture<@Nullable T> future = new CompletableFuture<>();
    if (work == null) {
      future.complete(null);
      return future;
    }
    Thread thread =
        new Thread(
            () -> {
              try {
                future.complete(work.get());
              } catch (Throwable e) {
                future.completeExceptionally(e);
              }
            },
            "livegate-start-" + name);
    thread.setDaemon(true);
    thread.start();
    return future;
  }

  private static <T> T await(CompletableFuture<@Nullable T> future) {
    try {
      T value = future.get();
      if (value == null) {
        throw new IllegalStateException("nothing was started");
      }
      return value;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while starting", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() instanceof CompletionException c ? c.getCause() : e.getCause();
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      String why =
          cause instanceof LinkageError missing ? NativeLibraries.reason(missing) : "" + cause;
      throw new IllegalStateException("a part does not start: " + why, cause);
    }
  }

  private static <T> void closeQuietly(
      CompletableFuture<@Nullable T> started, java.util.function.Consumer<T> close) {
    // A part that is still starting is closed as soon as it has.
    var unused =
        started.thenAccept(
            value -> {
              if (value != null) {
                close.accept(value);
              }
            });
  }
}
