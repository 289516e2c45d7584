package io.livegate.job.decide;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.job.io.EventSchemas;
import io.livegate.job.io.OutputRecord;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.Quality;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The decider alone in live mode, on a clock that the test holds. */
final class DecideHarness implements AutoCloseable {

  /** Some day in 2024. */
  static final long START = 1_720_000_000_000L;

  static final String POLICY =
      """
      id: shipped
      version: 1
      mode: enforce
      gate: {timeout: 6s, onTimeout: refuse}
      rules:
        - id: let-in
          phase: gate
          when: [{signal: liveness.live, atLeast: 0.5, hits: 5, of: 6, within: 5s}]
          effect: admit
        - id: keep-out
          phase: gate
          when: [{signal: face.present, below: 0.5, hits: 5, of: 6, within: 5s}]
          effect: refuse
          verdict: NO_FACE
          reason: NO_FACE
        - id: gone
          phase: admitted
          when: [{signal: face.present, below: 0.5, hits: 3, of: 4, within: 60s}]
          effect: disconnect
          verdict: NO_FACE
          reason: NO_FACE
        - id: explicit
          phase: admitted
          when: [{signal: content.explicit, atLeast: 0.9, hits: 5, of: 6, within: 60s}]
          effect: disconnect
          verdict: EXPLICIT
      """;

  /** What a frame shows. */
  enum Shows {
    PERSON,
    /** Somebody, and the liveness lane's model fails. */
    UNJUDGED_PERSON,
    NOBODY,
    EXPLICIT
  }

  long now = START;

  /** What records say of where the person is. */
  @Nullable String region;

  private long seq;
  private long offset;
  private KeyedBroadcastOperatorTestHarness<String, Signals, PolicyUpdate, OutputRecord> harness;
  private final int subtask;
  private final PolicyHistory history;

  DecideHarness() throws Exception {
    this(0, PolicyHistory.none());
  }

  DecideHarness(int subtask, PolicyHistory history) throws Exception {
    this.subtask = subtask;
    this.history = history;
    harness = open(null);
  }

  private KeyedBroadcastOperatorTestHarness<String, Signals, PolicyUpdate, OutputRecord> open(
      @Nullable OperatorSubtaskState state) throws Exception {
    var operator =
        new CoBroadcastWithKeyedOperator<>(
            new DecideSessions(
                PipelineConfigParser.parse("policy: {streamLost: 10s}", "test"), POLICY, history),
            List.of(DecideSessions.OVERRIDES));
    var made =
        new KeyedBroadcastOperatorTestHarness<>(
            operator, signals -> signals.key().asKey(), Types.STRING, 128, subtask + 1, subtask);
    made.setup(TypeInformation.of(OutputRecord.class).createSerializer(config(made)));
    if (state != null) {
      made.initializeState(state);
    }
    made.setProcessingTime(now);
    made.open();
    return made;
  }

  private static org.apache.flink.api.common.serialization.SerializerConfig config(
      KeyedBroadcastOperatorTestHarness<?, ?, ?, ?> harness) {
    return harness.getExecutionConfig().getSerializerConfig();
  }

  /** A failure, and a restart so much later. */
  void restartAfter(long millis) throws Exception {
    OperatorSubtaskState state = harness.snapshot(1, now);
    harness.close();
    now += millis;
    harness = open(state);
    harness.setProcessingTime(now);
  }

  /** At once: what came due meanwhile comes at the end, as in a task that was held up. */
  void pass(long millis) throws Exception {
    now += millis;
    harness.setProcessingTime(now);
  }

  /** Nothing is heard, and each timer comes when it is due. */
  void silence(long millis) throws Exception {
    for (long end = now + millis; now < end; ) {
      pass(Math.min(50, end - now));
    }
  }

  /** A task that is held up, and reads the frames that came meanwhile once it goes on. */
  void stall(long millis, String tenant, String session, int count, long step, Shows what)
      throws Exception {
    long from = now;
    pass(millis);
    long until = now;
    now = from;
    for (int i = 0; i < count; i++) {
      now += step;
      record(tenant, session, RecordKind.FRAME, what);
    }
    now = until;
  }

  /** So many frames, one each time the step has passed. */
  void frames(String tenant, String session, int count, long step, Shows what) throws Exception {
    for (int i = 0; i < count; i++) {
      pass(step);
      record(tenant, session, RecordKind.FRAME, what);
    }
  }

  void control(String tenant, String session, RecordKind kind) throws Exception {
    record(tenant, session, kind, Shows.NOBODY);
  }

  private void record(String tenant, String session, RecordKind kind, Shows what) throws Exception {
    double person = what == Shows.NOBODY ? 0 : 1;
    List<LaneSignal> lanes =
        kind != RecordKind.FRAME
            ? List.of()
            : List.of(
                lane(Lane.FACE, Map.of("present", person)),
                what == Shows.UNJUDGED_PERSON
                    ? LaneSignal.without(
                        Lane.LIVENESS,
                        LaneStatus.FAILED,
                        List.of(ReasonCode.MODEL_FAILED),
                        List.of())
                    : lane(Lane.LIVENESS, Map.of("live", 0.9 * person)),
                lane(Lane.CONTENT, Map.of("explicit", what == Shows.EXPLICIT ? 0.99 : 0.0)));
    harness.processElement(
        new StreamRecord<>(
            new Signals(
                tenant,
                session,
                kind,
                null,
                null,
                Witness.SENDER,
                seq++,
                now,
                now,
                new Quality(0.5, 0.2, 100, 200),
                lanes,
                List.of(),
                FrameCounts.ZERO,
                null,
                null,
                region,
                null,
                false)));
  }

  private static LaneSignal lane(Lane lane, Map<String, Double> scores) {
    return LaneSignal.ok(lane, scores, List.of(), List.of(new ModelStamp("m", "1", "0", "f")));
  }

  /** A record of the policies topic, in its order. */
  PolicyUpdate publish(String key, @Nullable String text) throws Exception {
    PolicyUpdate update = update(key, offset++, text);
    deliver(update);
    return update;
  }

  void deliver(PolicyUpdate update) throws Exception {
    harness.processBroadcastElement(new StreamRecord<>(update));
  }

  static PolicyUpdate update(String key, long offset, @Nullable String text) {
    return PolicyReceiver.tryingModels(
            PipelineConfigParser.parse("models: {cache: target/models}", "test"))
        .read(
            new ConsumerRecord<>(
                "policies", 0, offset, utf8(key), text == null ? null : utf8(text)));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** All that was written since this was asked last, events and signals. */
  List<OutputRecord> written() {
    List<OutputRecord> written = List.copyOf(harness.extractOutputValues());
    harness.getOutput().clear();
    return written;
  }

  /** All events since this was asked last; each fits its schema. */
  List<JsonNode> events() {
    List<JsonNode> events = new ArrayList<>();
    for (OutputRecord record : harness.extractOutputValues()) {
      if (record.target() == OutputRecord.Target.EVENTS && record.value() != null) {
        events.add(EventSchemas.check(record.value()));
      }
    }
    harness.getOutput().clear();
    return events;
  }

  /** {@code type mode} of the same, without what is common to all. */
  List<String> told() {
    return events().stream()
        .map(
            event ->
                (event.path("type").asText().replace("io.livegate.", "")
                        + " "
                        + event.path("data").path("mode").asText())
                    .strip())
        .toList();
  }

  List<DecisionTick> ticks() {
    var side = harness.getSideOutput(SideOutputs.TICKS);
    return side == null ? List.of() : side.stream().map(StreamRecord::getValue).toList();
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
