package io.livegate.job;

import io.livegate.policy.Mode;
import io.livegate.policy.breaker.BreakerSettings;
import io.livegate.signal.Lane;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything {@code config/pipeline.yaml} says, typed. The file documents each key with its
 * default, unit and reason; {@link PipelineConfigParser} reads and checks it. It travels with the
 * job.
 *
 * @param time which clock decisions use
 * @param lanes one entry per lane, always all four
 */
public record PipelineConfig(
    Kafka kafka,
    TimeAxis time,
    Sampling sampling,
    Decode decode,
    Scheduler scheduler,
    Map<Lane, LaneConfig> lanes,
    Cues cues,
    Models models,
    Checkpoint checkpoint,
    PolicySource policy,
    Recurrence recurrence,
    Metrics metrics,
    OperationsConfig operations)
    implements Serializable {

  public PipelineConfig {
    lanes = new TreeMap<>(lanes);
  }

  /** The clock of the session axis {@code atMillis}. */
  public enum TimeAxis {
    /** The broker's append time; frames that come too late are shed. For live sessions. */
    BROKER,
    /** The captured-at header; nothing is shed, everything is ordered and repeatable. For files. */
    MEDIA
  }

  /**
   * The Kafka side.
   *
   * @param bootstrapServers {@code host:port}, comma separated
   * @param groupId consumer group of the frames; offsets are committed there for lag monitors only
   * @param transactionalIdPrefix unique per deployment on one cluster
   * @param partitions of each topic, when it is created here
   * @param replication of each topic, when it is created here
   * @param existingTopics what to do about topics that are there and do not delete what they must
   * @param properties handed to every client as they are (security settings)
   */
  public record Kafka(
      String bootstrapServers,
      String groupId,
      String transactionalIdPrefix,
      int partitions,
      int replication,
      Topics topics,
      Retention retention,
      ExistingTopics existingTopics,
      Map<String, String> properties)
      implements Serializable {
    public Kafka {
      properties = new TreeMap<>(properties);
    }

    /** Values that are handed on may be secrets: their names stand here, they do not. */
    @Override
    public String toString() {
      return "Kafka[bootstrapServers="
          + bootstrapServers
          + ", groupId="
          + groupId
          + ", transactionalIdPrefix="
          + transactionalIdPrefix
          + ", topics="
          + topics
          + ", properties="
          + properties.keySet()
          + "]";
    }
  }

  /** What to do about topics that somebody else created with settings that do not do. */
  public enum ExistingTopics {
    /** Nothing starts, and nothing is changed. */
    REFUSE,
    /** The log says what is wrong. */
    ACCEPT
  }

  /** Topic names. */
  public record Topics(String frames, String signals, String events, String policies, String acks)
      implements Serializable {}

  /**
   * How long records stay.
   *
   * @param frames pictures: minutes
   * @param framesSegment a log segment is closed after this, so that it can be deleted
   */
  public record Retention(
      Duration frames, Duration framesSegment, Duration signals, Duration events)
      implements Serializable {}

  /**
   * Frames per second worth judging: while at the gate, afterwards, and for a while after doubt.
   *
   * @param challengeDuration how long frames are judged at the rate of a burst once a task is on
   *     the person's screen
   */
  public record Sampling(
      double gatePerSecond,
      Duration gateDuration,
      double watchPerSecond,
      double burstPerSecond,
      Duration burstDuration,
      Duration challengeDuration,
      double looksPerSecond)
      implements Serializable {}

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
   * One lane.
   *
   * @param models ids of model cards
   * @param every the lane answers at most once in this time; zero = every judged frame
   */
  public record LaneConfig(boolean enabled, List<String> models, Duration every)
      implements Serializable {
    public LaneConfig {
      models = List.copyOf(models);
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
   * Where weights are found.
   *
   * @param cache folder for downloaded files; null = the user's cache folder
   * @param mirrors folders or URLs tried in this order
   */
  public record Models(@Nullable String cache, List<String> mirrors) implements Serializable {
    public Models {
      mirrors = List.copyOf(mirrors);
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
   */
  public record PolicySource(
      @Nullable String path,
      Mode mode,
      Duration sessionTtl,
      Duration deadlineGrace,
      Duration streamLost,
      BreakerSettings breaker)
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

  public LaneConfig lane(Lane lane) {
    LaneConfig config = lanes.get(lane);
    if (config == null) {
      throw new IllegalStateException("no configuration for lane " + lane);
    }
    return config;
  }

  /** True when time is media time: ordered, complete, repeatable. */
  public boolean batch() {
    return time == TimeAxis.MEDIA;
  }

  /** The same with another broker, as the embedded mode needs it. */
  public PipelineConfig withBootstrapServers(String servers) {
    Kafka k = kafka;
    return with(
        new Kafka(
            servers,
            k.groupId,
            k.transactionalIdPrefix,
            k.partitions,
            k.replication,
            k.topics,
            k.retention,
            k.existingTopics,
            k.properties),
        time,
        checkpoint,
        recurrence);
  }

  /**
   * The same as a deployment of its own on the same Kafka: with other names for its topics, its
   * group and its transactions.
   *
   * @param suffix behind each name
   */
  public PipelineConfig named(String suffix) {
    Kafka k = kafka;
    Topics t = k.topics;
    return with(
        new Kafka(
            k.bootstrapServers,
            k.groupId + suffix,
            k.transactionalIdPrefix + suffix,
            k.partitions,
            k.replication,
            new Topics(
                t.frames + suffix,
                t.signals + suffix,
                t.events + suffix,
                t.policies + suffix,
                t.acks + suffix),
            k.retention,
            k.existingTopics,
            k.properties),
        time,
        checkpoint,
        recurrence);
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

  private PipelineConfig with(Kafka k, TimeAxis axis, Checkpoint c, Recurrence r) {
    return with(k, axis, c, r, operations);
  }

  private PipelineConfig with(
      Kafka k, TimeAxis axis, Checkpoint c, Recurrence r, OperationsConfig o) {
    return new PipelineConfig(
        k, axis, sampling, decode, scheduler, lanes, cues, models, c, policy, r, metrics, o);
  }

  /** What the shipped {@code config/pipeline.yaml} says. */
  public static PipelineConfig defaults() {
    return PipelineConfigParser.parse("{}", "defaults");
  }
}
