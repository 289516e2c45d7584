package io.livegate.job;

import io.livegate.job.ack.Ack;
import io.livegate.job.ack.AckReceiver;
import io.livegate.job.ack.ExpectedAck;
import io.livegate.job.ack.WatchAcks;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.decide.DecideSessions;
import io.livegate.job.decide.DecisionTick;
import io.livegate.job.decide.PolicyHistory;
import io.livegate.job.decide.PolicyReceiver;
import io.livegate.job.decide.PolicyTopic;
import io.livegate.job.decide.PolicyUpdate;
import io.livegate.job.decide.SideOutputs;
import io.livegate.job.decide.WatchDecisions;
import io.livegate.job.io.KafkaClients;
import io.livegate.job.io.OutputRecord;
import io.livegate.job.io.OutputSerializer;
import io.livegate.job.io.TidyKafkaSink;
import io.livegate.job.judge.FrameJudgeFactory;
import io.livegate.job.judge.JudgeFrames;
import io.livegate.job.receive.FrameReceiver;
import io.livegate.job.receive.FrameRef;
import io.livegate.job.recur.RememberFrames;
import io.livegate.job.standing.KeepStanding;
import io.livegate.job.standing.ReviewReceiver;
import io.livegate.job.standing.ReviewRecord;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyParser;
import io.livegate.signal.Signals;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * The job, as the picture in {@code docs/data-path.md}: receive → judge → remember → decide →
 * write. Only wiring is here.
 */
public final class ModerationJob {

  /** Media mode: everything is judged, however long it takes. */
  private static final Duration NEVER = Duration.ofHours(24);

  private static final int IN_FLIGHT_IN_MEDIA_TIME = 64;

  private ModerationJob() {}

  /**
   * Adds the job to an environment.
   *
   * @param judges opens the judge where frames are judged
   * @param policy the shipped policy, YAML
   * @param runtimeKey names this run; its tasks in one JVM share models and workers
   * @throws IllegalArgumentException if the policy cannot be used, listing every problem
   */
  public static void build(
      StreamExecutionEnvironment env,
      PipelineConfig config,
      FrameJudgeFactory judges,
      String policy,
      String runtimeKey) {
    check(policy);
    env.configure(JobSettings.of(config));
    DataStream<Signals> judged =
        judge(receive(env, config, runtimeKey), config, judges, runtimeKey);
    write(decide(env, judged, config, policy), config);
  }

  static DataStream<FrameRef> receive(
      StreamExecutionEnvironment env, PipelineConfig config, String runtimeKey) {
    return env.fromSource(
            frames(config, runtimeKey), WatermarkStrategy.noWatermarks(), "receive frames")
        .uid("receive-frames");
  }

  /** In the task that received the frames: nothing that breaks the chain may stand between. */
  static DataStream<Signals> judge(
      DataStream<FrameRef> received,
      PipelineConfig config,
      FrameJudgeFactory judges,
      String runtimeKey) {
    return async(received, config, new JudgeFrames(config, judges, runtimeKey))
        .uid("judge-frames")
        .name("judge frames");
  }

  static DataStream<OutputRecord> decide(
      StreamExecutionEnvironment env,
      DataStream<Signals> judged,
      PipelineConfig config,
      String policy) {
    BroadcastStream<PolicyUpdate> policies =
        env.fromSource(policies(config), WatermarkStrategy.noWatermarks(), "receive policies")
            .uid("receive-policies")
            .setParallelism(1)
            .broadcast(DecideSessions.OVERRIDES);
    PolicyHistory history = config.batch() ? PolicyHistory.none() : new PolicyTopic(config);
    SingleOutputStreamOperator<OutputRecord> decided =
        judged
            .keyBy(Signals::tenant, Types.STRING)
            .process(new RememberFrames(config), TypeInformation.of(Signals.class))
            .uid("remember-frames")
            .name("remember frames")
            .keyBy(signals -> signals.key().asKey(), Types.STRING)
            .connect(policies)
            .process(
                new DecideSessions(config, policy, history), TypeInformation.of(OutputRecord.class))
            .uid("decide-sessions")
            .name("decide sessions");
    if (!config.batch() && config.policy().breaker().enabled()) {
      watch(config, decided, policies);
    }
    if (!config.batch()) {
      SingleOutputStreamOperator<OutputRecord> standing = keepStanding(env, config, decided);
      watchAcks(env, config, decided, standing);
      return decided.union(standing);
    }
    return decided;
  }

  /** The breaker publishes its switch like a person, so the loop closes over the policies topic. */
  private static void watch(
      PipelineConfig config,
      SingleOutputStreamOperator<OutputRecord> decided,
      BroadcastStream<PolicyUpdate> policies) {
    decided
        .getSideOutput(SideOutputs.TICKS)
        .keyBy(DecisionTick::scope, Types.STRING)
        .connect(policies)
        .process(
            new WatchDecisions(config.policy().breaker()), TypeInformation.of(OutputRecord.class))
        .uid("watch-decisions")
        .name("watch decisions")
        .sinkTo(output(config, "breaker"))
        .uid("write-switches")
        .setParallelism(1)
        .name("write switches");
  }

  /** What sessions of one device add up to, and what people take back. */
  private static SingleOutputStreamOperator<OutputRecord> keepStanding(
      StreamExecutionEnvironment env,
      PipelineConfig config,
      SingleOutputStreamOperator<OutputRecord> decided) {
    DataStream<ReviewRecord> reviews =
        env.fromSource(reviews(config), WatermarkStrategy.noWatermarks(), "receive reviews")
            .uid("receive-reviews");
    return decided
        .getSideOutput(SideOutputs.RESTRICTIONS)
        .connect(reviews)
        .keyBy(KeepStanding::about, ReviewRecord::about, Types.STRING)
        .process(
            new KeepStanding(config.policy().reviews(), config.policy().statements()),
            TypeInformation.of(OutputRecord.class))
        .uid("keep-standing")
        .name("keep standing");
  }

  /** Always there, on or off, so that a savepoint fits both. */
  private static void watchAcks(
      StreamExecutionEnvironment env,
      PipelineConfig config,
      SingleOutputStreamOperator<OutputRecord> decided,
      SingleOutputStreamOperator<OutputRecord> standing) {
    DataStream<Ack> acks =
        env.fromSource(acks(config), WatermarkStrategy.noWatermarks(), "receive acks")
            .uid("receive-acks");
    decided
        .getSideOutput(SideOutputs.ACTIONS)
        .union(standing.getSideOutput(SideOutputs.ACTIONS))
        .connect(acks)
        .keyBy(ExpectedAck::about, Ack::about, Types.STRING)
        .process(new WatchAcks(config.operations().acks()), TypeInformation.of(ExpectedAck.class))
        .uid("watch-acks")
        .name("watch acks");
  }

  static void write(DataStream<OutputRecord> decided, PipelineConfig config) {
    decided
        .sinkTo(output(config, "out"))
        .uid("write-signals-and-events")
        .name("write signals and events");
  }

  private static SingleOutputStreamOperator<Signals> async(
      DataStream<FrameRef> refs, PipelineConfig config, JudgeFrames judge) {
    if (config.batch()) {
      return AsyncDataStream.orderedWait(
          refs, judge, NEVER.toMillis(), TimeUnit.MILLISECONDS, inFlightInMediaTime(config));
    }
    // Room for all that may wait, a frame with the control records behind it, so that this queue
    // never fills and never blocks.
    int frames = config.scheduler().capacity() + config.scheduler().workersHere();
    int capacity = (2 + JudgeFrames.MAX_WAITING_CONTROLS) * frames + 16;
    return AsyncDataStream.unorderedWait(
        refs, judge, config.scheduler().timeout().toMillis(), TimeUnit.MILLISECONDS, capacity);
  }

  /** So many that the buffer has room for all of them and the one being received. */
  private static int inFlightInMediaTime(PipelineConfig config) {
    long fits = config.scheduler().bufferBytes() / config.decode().maxBytes() - 1;
    return (int) Math.min(IN_FLIGHT_IN_MEDIA_TIME, fits);
  }

  private static KafkaSource<FrameRef> frames(PipelineConfig config, String runtimeKey) {
    return ModerationJob.<FrameRef>source(config, config.kafka().topics().frames())
        .setGroupId(config.kafka().groupId())
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(new FrameReceiver(config.decode().maxBytes(), runtimeKey))
        .setProperty("max.poll.records", "64")
        .setProperty("fetch.max.bytes", "16777216")
        .build();
  }

  private static KafkaSource<PolicyUpdate> policies(PipelineConfig config) {
    return ModerationJob.<PolicyUpdate>source(config, config.kafka().topics().policies())
        .setGroupId(config.kafka().groupId() + "-policies")
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(PolicyReceiver.tryingModels(config))
        .setProperty("isolation.level", "read_committed")
        .build();
  }

  private static KafkaSource<Ack> acks(PipelineConfig config) {
    return ModerationJob.<Ack>source(config, config.kafka().topics().acks())
        .setGroupId(config.kafka().groupId() + "-acks")
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(new AckReceiver())
        .setProperty("isolation.level", "read_committed")
        .build();
  }

  private static KafkaSource<ReviewRecord> reviews(PipelineConfig config) {
    return ModerationJob.<ReviewRecord>source(config, config.kafka().topics().reviews())
        .setGroupId(config.kafka().groupId() + "-reviews")
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(new ReviewReceiver())
        .setProperty("isolation.level", "read_committed")
        .build();
  }

  /**
   * @param name of the sink. A sink that starts aborts open transactions whose names begin with its
   *     own: after the slash no sink's is the beginning of another's, here or in another deployment
   */
  private static TidyKafkaSink<OutputRecord> output(PipelineConfig config, String name) {
    Properties properties = KafkaClients.properties(config.kafka());
    // Longer than an outage may last, at most the broker's transaction.max.timeout.ms.
    properties.putIfAbsent("transaction.timeout.ms", "600000");
    properties.putIfAbsent("linger.ms", "1");
    return new TidyKafkaSink<>(
        KafkaSink.<OutputRecord>builder()
            .setKafkaProducerConfig(properties)
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix(config.kafka().transactionalIdPrefix() + "/" + name)
            // A new name for each checkpoint, which is the default, is remembered by the broker for
            // a week: half a kilobyte for every second and task.
            .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
            .setRecordSerializer(new OutputSerializer(config.kafka().topics()))
            .build());
  }

  private static void check(String policy) {
    try {
      PolicyParser.parse(policy, "shipped with the job");
    } catch (PolicyException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private static <T> KafkaSourceBuilder<T> source(PipelineConfig config, String topic) {
    return KafkaSource.<T>builder()
        .setProperties(KafkaClients.properties(config.kafka()))
        .setTopics(topic);
  }
}
