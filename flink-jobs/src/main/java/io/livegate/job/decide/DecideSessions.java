package io.livegate.job.decide;

import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.job.PipelineConfig;
import io.livegate.job.io.EventContext;
import io.livegate.job.io.EventWriter;
import io.livegate.job.io.OutputRecord;
import io.livegate.job.metrics.DecisionMetrics;
import io.livegate.job.recur.WitnessState;
import io.livegate.job.recur.Witnesses;
import io.livegate.policy.decide.Decider;
import io.livegate.policy.decide.Decision;
import io.livegate.signal.Lane;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import io.livegate.signal.SignalsJson;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Decides sessions: adds each record to its session's evidence, asks the policy in force, passes
 * the record on and writes what follows from it.
 *
 * <p>In live mode deadlines fire by the machine's clock. They wait for as long as frames are
 * behind, and one that comes due before a session has been heard of again after a restart is left
 * to its next record: a gap of our own is nobody's fault.
 */
public final class DecideSessions
    extends KeyedBroadcastProcessFunction<String, Signals, PolicyUpdate, OutputRecord> {

  private static final long serialVersionUID = 1L;
  private static final String POLICY_KEY = "policy";

  /** The policy from the topic, under {@link PolicyReceiver#KEY}. */
  public static final MapStateDescriptor<String, String> OVERRIDES =
      new MapStateDescriptor<>("policies", Types.STRING, Types.STRING);

  private final boolean live;
  private final long graceMillis;
  private final Duration ttl;
  private final String shippedPolicy;
  private transient @Nullable Work work;

  /**
   * @param shippedPolicy YAML, checked already
   */
  public DecideSessions(PipelineConfig config, String shippedPolicy) {
    this.live = !config.batch();
    this.graceMillis = config.policy().deadlineGrace().toMillis();
    this.ttl = config.policy().sessionTtl();
    this.shippedPolicy = shippedPolicy;
  }

  /** What a running task has. */
  private static final class Work {
    final ValueState<SessionState> sessions;
    final ValueState<WitnessState> witnesses;
    final ActivePolicy policy;
    final DecisionMetrics metrics;
    final EventWriter events = new EventWriter();
    final long openedMillis = System.currentTimeMillis();
    final boolean first;

    /** How far the newest frame was behind the clock when it arrived here. */
    long behindMillis;

    Work(
        ValueState<SessionState> sessions,
        ValueState<WitnessState> witnesses,
        ActivePolicy policy,
        DecisionMetrics metrics,
        boolean first) {
      this.sessions = sessions;
      this.witnesses = witnesses;
      this.policy = policy;
      this.metrics = metrics;
      this.first = first;
    }
  }

  @Override
  public void open(OpenContext context) {
    ValueStateDescriptor<SessionState> descriptor =
        new ValueStateDescriptor<>("session", TypeInformation.of(SessionState.class));
    descriptor.enableTimeToLive(StateTtlConfig.newBuilder(ttl).build());
    ValueStateDescriptor<WitnessState> seen =
        new ValueStateDescriptor<>("witnesses", TypeInformation.of(WitnessState.class));
    seen.enableTimeToLive(StateTtlConfig.newBuilder(ttl).build());
    work =
        new Work(
            getRuntimeContext().getState(descriptor),
            getRuntimeContext().getState(seen),
            new ActivePolicy(shippedPolicy),
            new DecisionMetrics(getRuntimeContext().getMetricGroup()),
            getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0);
  }

  @Override
  public void processElement(Signals judged, ReadOnlyContext context, Collector<OutputRecord> out)
      throws Exception {
    Work w = work();
    Signals signals = compared(judged, w.witnesses);
    SessionState known = w.sessions.value();
    SessionState state = known == null ? new SessionState() : known;
    long now = System.currentTimeMillis();
    state.seenMillis = now;
    state.call = signals.call() == null ? state.call : signals.call();
    state.device = signals.device() == null ? state.device : signals.device();
    Decider decider =
        w.policy.decider(context.getBroadcastState(OVERRIDES).get(PolicyReceiver.KEY));
    String key = signals.key().asKey();
    out.collect(new OutputRecord(OutputRecord.Target.SIGNALS, key, SignalsJson.write(signals)));
    if (signals.kind() != RecordKind.FRAME) {
      // Frames let what was due before them happen by themselves.
      write(decider.advance(state.evidence, signals.atMillis()), signals.key(), state, out);
    }
    write(decider.observe(state.evidence, signals), signals.key(), state, out);
    if (signals.kind() == RecordKind.ENDED) {
      byte[] last =
          w.events.ended(
              decider.summary(state.evidence),
              state.evidence.ordinal,
              signals.atMillis(),
              eventContext(signals.key(), state));
      out.collect(new OutputRecord(OutputRecord.Target.EVENTS, key, last));
      w.sessions.clear();
      w.witnesses.clear();
      return;
    }
    w.sessions.update(state);
    if (live) {
      w.behindMillis = Math.max(0, now - signals.atMillis());
      schedule(context.timerService(), decider, state);
    }
  }

  /** With the score of a witness that is not the sender. */
  private static Signals compared(Signals signals, ValueState<WitnessState> witnesses)
      throws IOException {
    if (signals.hash() == null) {
      return signals;
    }
    Witnesses.Result result = Witnesses.see(witnesses.value(), signals);
    if (result.state() != null) {
      witnesses.update(result.state());
    }
    Double seconds = result.seconds();
    return seconds == null
        ? signals
        : signals.withScore(
            Lane.LIVENESS, "mismatch", seconds, seconds > 0 ? ReasonCode.WITNESS_MISMATCH : null);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<OutputRecord> out)
      throws Exception {
    Work w = work();
    SessionState state = w.sessions.value();
    if (state == null || state.seenMillis < w.openedMillis) {
      return;
    }
    Decider decider =
        w.policy.decider(context.getBroadcastState(OVERRIDES).get(PolicyReceiver.KEY));
    long due = decider.nextDeadlineMillis(state.evidence);
    if (due == Long.MAX_VALUE) {
      return;
    }
    if (timestamp >= due + graceMillis + w.behindMillis) {
      String key = context.getCurrentKey();
      int slash = key.indexOf('/');
      SessionKey session = new SessionKey(key.substring(0, slash), key.substring(slash + 1));
      write(decider.advance(state.evidence, due), session, state, out);
      w.sessions.update(state);
    }
    schedule(context.timerService(), decider, state);
  }

  /** The same deadline gives the same timer, so a session has few of them at any time. */
  private void schedule(
      org.apache.flink.streaming.api.TimerService timers, Decider decider, SessionState state) {
    long due = decider.nextDeadlineMillis(state.evidence);
    if (due != Long.MAX_VALUE) {
      long at = due + graceMillis + work().behindMillis;
      // Tens of milliseconds are precise enough and keep the number of timers down.
      timers.registerProcessingTimeTimer(
          (Math.max(at, timers.currentProcessingTime()) / 50 + 1) * 50);
    }
  }

  @Override
  public void processBroadcastElement(
      PolicyUpdate update, Context context, Collector<OutputRecord> out) throws Exception {
    Work w = work();
    BroadcastState<String, String> overrides = context.getBroadcastState(OVERRIDES);
    Long now = live ? System.currentTimeMillis() : null;
    byte[] event;
    if (update.problems().isEmpty()) {
      if (update.yaml() == null) {
        overrides.remove(PolicyReceiver.KEY);
      } else {
        overrides.put(PolicyReceiver.KEY, update.yaml());
      }
      Decider decider = w.policy.decider(update.yaml());
      event =
          w.events.policyApplied(
              decider.policy().id(), decider.policy().version(), update.origin(), now);
    } else {
      Decider decider = w.policy.decider(overrides.get(PolicyReceiver.KEY));
      event =
          w.events.policyRejected(
              update.problems(),
              decider.policy().id(),
              decider.policy().version(),
              update.origin(),
              now);
    }
    // Every task hears of it, one says so.
    if (w.first) {
      out.collect(new OutputRecord(OutputRecord.Target.EVENTS, POLICY_KEY, event));
    }
  }

  private void write(
      List<Decision> decisions, SessionKey key, SessionState state, Collector<OutputRecord> out) {
    for (Decision decision : decisions) {
      work().metrics.count(decision);
      byte[] event = work().events.action(decision, eventContext(key, state));
      out.collect(new OutputRecord(OutputRecord.Target.EVENTS, key.asKey(), event));
    }
  }

  private EventContext eventContext(SessionKey key, SessionState state) {
    List<Lane> unavailable =
        Arrays.stream(Lane.values())
            .filter(lane -> (state.evidence.unavailableLanes >>> lane.ordinal() & 1) == 1)
            .toList();
    return new EventContext(
        key, state.call, state.device, unavailable, live ? System.currentTimeMillis() : null);
  }

  private Work work() {
    if (work == null) {
      throw new IllegalStateException("used before it was opened");
    }
    return work;
  }
}
