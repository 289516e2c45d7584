package io.livegate.simulate;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.decide.DecideSessions;
import io.livegate.job.decide.PolicyHistory;
import io.livegate.job.decide.PolicyUpdate;
import io.livegate.job.io.OutputRecord;
import io.livegate.local.LocalFlink;
import io.livegate.signal.Signals;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * The job's decider, as it stands in the job, on an embedded Flink: signals come from a generator
 * and what is decided is counted and dropped. Neither frames nor a broker are part of it, so the
 * figures are the decider's own.
 */
public final class Simulation {

  /** Frames of each session: all of the gate, and five seconds in the call. */
  public static final int FRAMES = SyntheticSignals.AT_THE_GATE + 5;

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(200);

  private final PipelineConfig config;
  private final String policy;

  /**
   * @param config in media time
   * @param policy YAML, checked already
   */
  public Simulation(PipelineConfig config, String policy) {
    if (!config.batch()) {
      throw new IllegalArgumentException("a simulation needs media time, not " + config.time());
    }
    this.config = config;
    this.policy = policy;
  }

  /**
   * Runs so many sessions.
   *
   * @param wanted rounded up to a multiple of the tasks
   * @throws IllegalStateException if Flink does not start, the job fails or the checkpoint does
   */
  public Measured run(long wanted) throws InterruptedException {
    try (LocalFlink flink = LocalFlink.start(config)) {
      int tasks = config.checkpoint().parallelismHere();
      long sessions = (wanted + tasks - 1) / tasks * tasks;
      JobGraph job = job(sessions, sessions / tasks);
      var ended = flink.submit(job);
      if (!flink.awaitRunning(job, START)) {
        throw new IllegalStateException("the simulation's job did not start within " + START);
      }
      long records = sessions * FRAMES;
      while (flink.accumulated(job, Tally.RECORDS) < records) {
        if (ended.isDone()) {
          throw new IllegalStateException("the simulation's job ended: " + ended.join());
        }
        Thread.sleep(POLL.toMillis());
      }
      long nanos = flink.accumulated(job, Tally.LAST) - flink.accumulated(job, Tally.FIRST);
      LocalFlink.Checkpoint checkpoint = flink.checkpoint(job);
      return new Measured(
          sessions,
          records,
          flink.accumulated(job, Tally.EVENTS),
          nanos / 1e9,
          tasks,
          checkpoint.bytes(),
          checkpoint.millis());
    }
  }

  private JobGraph job(long sessions, long together) {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(CoreOptions.DEFAULT_PARALLELISM, config.checkpoint().parallelismHere());
    env.configure(settings);
    env.fromSource(
            new DataGeneratorSource<>(
                new SyntheticSignals(together),
                sessions * FRAMES,
                TypeInformation.of(Signals.class)),
            WatermarkStrategy.noWatermarks(),
            "make signals")
        .keyBy(signals -> signals.key().asKey(), Types.STRING)
        .connect(noPolicies(env))
        .process(
            new DecideSessions(config, policy, PolicyHistory.none()),
            TypeInformation.of(OutputRecord.class))
        .filter(new Tally())
        .sinkTo(new DiscardingSink<>());
    return env.getStreamGraph().getJobGraph();
  }

  /** Says nothing and never ends: the deciders stay, with what they know, when the signals end. */
  private static BroadcastStream<PolicyUpdate> noPolicies(StreamExecutionEnvironment env) {
    return env.fromSource(
            new DataGeneratorSource<Long>(
                number -> number, Long.MAX_VALUE, RateLimiterStrategy.perSecond(0.1), Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "no policies")
        .setParallelism(1)
        .flatMap((Long number, Collector<PolicyUpdate> out) -> {})
        .returns(TypeInformation.of(PolicyUpdate.class))
        .setParallelism(1)
        .broadcast(DecideSessions.OVERRIDES);
  }
}
