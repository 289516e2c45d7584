package io.livegate.job.config;

import io.livegate.policy.Mode;
import io.livegate.policy.breaker.BreakerSettings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything {@code config/pipeline.yaml} says, typed. The file documents each key with its
 * default, unit and reason; {@link PipelineConfigParser} reads and checks it. It travels with the
 * job.
 *
 * @param time which clock decisions use
 * @param judging what can be changed while the job runs
 */
public record PipelineConfig(
    KafkaConfig kafka,
    TimeAxis time,
    JudgeSettings judging,
    Decode decode,
    Scheduler scheduler,
    Cues cues,
    ModelsConfig models,
    Checkpoint checkpoint,
    PolicySource policy,
    Recurrence recurrence,
    Metrics metrics,
    OperationsConfig operations)
    implements Serializable {

  /** The clock of the session axis {@code atMillis}. */
  public enum TimeAxis {
    /** The broker's append time; frames that come too late are shed. For live sessions. */
    BROKER,
    /** The captured-at header; nothing is shed, everything is ordered and repeatable. For files. */
    MEDIA
  }

  /** What to do about topics that somebody else created with settings that do not do. */
  public enum ExistingTopics {
    /** Nothing starts, and nothing is changed. */
    REFUSE,
    /** The log says what is wrong. */
    ACCEPT
  }

  /** What an image may be before a pixel of it is decoded. */
  public record Decode(long maxBytes, long maxPixels, int maxSide) implements Serializable {}

  /**
   * Who judges, and what is dropped when there is more work than time.
   *
   * @param workers threads that judge; 0 = as many as the machine has cores
   * @param capacity frames waiting in one JVM before the least important is dropped
   * @param maxFrameAge live only: an older frame is stale, it would decide about the past
   * @param maxWait live only: a frame that no worker took by then is dropped
   * @param timeout live only: a frame not judged by then is given up as failed
   * @param bufferBytes encoded frames held in memory by one source
   * @param idleSession a session's short memory is dropped after this silence
   */
  public record Scheduler(
      int workers,
      int capacity,
      Duration maxFrameAge,
      Duration maxWait,
      Duration timeout,
      long bufferBytes,
      Duration idleSession)
      implements Serializable {
    /** The number of worker threads here, at least 1. */
    public int workersHere() {
      return workers > 0 ? workers : Runtime.getRuntime().availableProcessors();
    }

    /** How long an ended session is known as such: late frames come soon or never. */
    public Duration endedFor() {
      return idleSession.multipliedBy(5);
    }
  }

  /**
   * What is watched over time beside the models.
   *
   * @param liveness ids of the liveness lane's cues that are on
   * @param deepfake of the deepfake lane's
   */
  public record Cues(List<String> liveness, List<String> deepfake) implements Serializable {
    public Cues {
      liveness = List.copyOf(liveness);
      deepfake = List.copyOf(deepfake);
    }
  }

  /**
   * How state survives.
   *
   * @param interval also how long an exactly-once event waits at most before readers see it
   * @param directory where checkpoints go, a URI; null = where the cluster's own settings say; in
   *     embedded mode that is memory, gone with the process
   * @param restarts how often the job restarts by itself within ten minutes before it gives up
   * @param restartDelay wait before each restart
   * @param parallelism of the job; 0 = one per core
   * @param bufferTimeout how long a record may wait for company before it is sent on
   */
  public record Checkpoint(
      Duration interval,
      @Nullable String directory,
      int restarts,
      Duration restartDelay,
      int parallelism,
      Duration bufferTimeout)
      implements Serializable {
    /** The job's parallelism here, at least 1. */
    public int parallelismHere() {
      return parallelism > 0 ? parallelism : Runtime.getRuntime().availableProcessors();
    }
  }

  /**
   * The decider.
   *
   * @param path policy file; null = the default shipped with the job
   * @param mode {@link Mode#OBSERVE}: nothing is enforced, whatever the policies say
   * @param sessionTtl evidence of a session that never says it ended is dropped after this silence
   * @param deadlineGrace live only: how long a deadline waits for frames still on their way
   * @param streamLost live only: a session silent for so long is reported lost; zero = never
   * @param breaker live only: what makes it go to observe by itself
   * @param reviews live only: how actions are looked at again
   * @param statements what a person is told about an action against them
   */
  public record PolicySource(
      @Nullable String path,
      Mode mode,
      Duration sessionTtl,
      Duration deadlineGrace,
      Duration streamLost,
      BreakerSettings breaker,
      ReviewSettings reviews,
      StatementSettings statements)
      implements Serializable {}

  /**
   * Pictures known again.
   *
   * @param enabled whether frames are hashed at all
   * @param hashesPerSecond of one witness of a session, at most
   * @param memory how long a tenant's frames are remembered as hashes; zero: not at all, sessions
   *     are never compared
   * @param rememberedPerSecond frames of a session, at most
   * @param framesPerTenant remembered at most, the oldest are forgotten first
   */
  public record Recurrence(
      boolean enabled,
      double hashesPerSecond,
      Duration memory,
      double rememberedPerSecond,
      int framesPerTenant)
      implements Serializable {
    /** Whether sessions are compared with those before. */
    public boolean isRemembering() {
      return enabled && !memory.isZero();
    }
  }

  /** Prometheus endpoint; port 0 = none. */
  public record Metrics(int prometheusPort) implements Serializable {}

  /** True when time is media time: ordered, complete, repeatable. */
  public boolean batch() {
    return time == TimeAxis.MEDIA;
  }

  /** The same with another broker, as the embedded mode needs it. */
  public PipelineConfig withBootstrapServers(String servers) {
    return with(kafka.at(servers), time, checkpoint, recurrence);
  }

  /**
   * The same as a deployment of its own on the same Kafka: with other names for its topics, its
   * group and its transactions.
   *
   * @param suffix behind each name
   */
  public PipelineConfig named(String suffix) {
    return with(kafka.named(suffix), time, checkpoint, recurrence);
  }

  /** The same on another clock. */
  public PipelineConfig withTime(TimeAxis axis) {
    return with(kafka, axis, checkpoint, recurrence);
  }

  /** The same with checkpoints at least that often. */
  public PipelineConfig withIntervalAtMost(Duration most) {
    Checkpoint c = checkpoint;
    return with(
        kafka,
        time,
        new Checkpoint(
            c.interval.compareTo(most) < 0 ? c.interval : most,
            c.directory,
            c.restarts,
            c.restartDelay,
            c.parallelism,
            c.bufferTimeout),
        recurrence);
  }

  /** The same with so many tasks of each kind. */
  public PipelineConfig withParallelism(int parallelism) {
    Checkpoint c = checkpoint;
    return with(
        kafka,
        time,
        new Checkpoint(
            c.interval, c.directory, c.restarts, c.restartDelay, parallelism, c.bufferTimeout),
        recurrence);
  }

  /** The same without a memory across sessions: each is judged as if it were alone. */
  public PipelineConfig withSessionsApart() {
    Recurrence r = recurrence;
    return with(
        kafka,
        time,
        checkpoint,
        new Recurrence(
            r.enabled, r.hashesPerSecond, Duration.ZERO, r.rememberedPerSecond, r.framesPerTenant));
  }

  /** The same without a probe: nothing but what a platform sends is judged. */
  public PipelineConfig withoutProbe() {
    return with(kafka, time, checkpoint, recurrence, operations.withoutProbe());
  }

  /** The same with nothing asked of a frame but where its faces are. */
  public PipelineConfig withFacesOnly() {
    return new PipelineConfig(
        kafka,
        time,
        judging.withFacesOnly(),
        decode,
        scheduler,
        cues,
        models,
        checkpoint,
        policy,
        recurrence,
        metrics,
        operations);
  }

  private PipelineConfig with(KafkaConfig k, TimeAxis axis, Checkpoint c, Recurrence r) {
    return with(k, axis, c, r, operations);
  }

  private PipelineConfig with(
      KafkaConfig k, TimeAxis axis, Checkpoint c, Recurrence r, OperationsConfig o) {
    return new PipelineConfig(
        k, axis, judging, decode, scheduler, cues, models, c, policy, r, metrics, o);
  }

  /** What the shipped {@code config/pipeline.yaml} says. */
  public static PipelineConfig defaults() {
    return PipelineConfigParser.parse("{}", "defaults");
  }
}
