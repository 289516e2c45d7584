package io.livegate.job.decide;

import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import io.livegate.job.config.JudgeSettings;
import io.livegate.job.config.LogSettings;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.io.OutputRecord;
import io.livegate.job.probe.Probe;
import io.livegate.job.recur.Witnesses;
import io.livegate.job.swap.ModelPlanReader;
import io.livegate.policy.decide.Decider;
import io.livegate.signal.Signals;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Decides sessions: adds each record to its session's evidence, asks the policy in force, passes
 * the record on and writes what follows from it.
 *
 * <p>In live mode deadlines fire by the machine's clock. They wait for as long as frames are behind
 * and until a task that was held up has read what waited for it, and one that comes due before a
 * frame of its session has been heard of again after a restart is left to that frame: a gap of our
 * own is nobody's fault.
 */
public final class DecideSessions
    extends KeyedBroadcastProcessFunction<String, Signals, PolicyUpdate, OutputRecord>
    implements CheckpointedFunction, CheckpointListener {

  private static final long serialVersionUID = 1L;
  private static final String POLICY_KEY = "policy";

  /** By key of the policies topic: the newest usable record, tombstones too. */
  public static final MapStateDescriptor<String, PolicyUpdate> OVERRIDES =
      new MapStateDescriptor<>("policies", Types.STRING, TypeInformation.of(PolicyUpdate.class));

  /**
   * Up to which offset the policies topic was read before the job began; empty once it is there.
   */
  private static final MapStateDescriptor<String, Long> HISTORY =
      new MapStateDescriptor<>("policies-history", Types.STRING, Types.LONG);

  private final boolean live;
  private final SideOutputs.Wanted wanted;
  private final PipelineConfig.PolicySource settings;
  private final LogSettings logs;
  private final JudgeSettings judging;
  private final ModelPlanReader plans;
  private final String shippedPolicy;

  /** As long as the judge, which forgets with a restart, remembers that a session ended. */
  private final Duration endedFor;

  private final PolicyHistory history;
  private transient @Nullable PoliciesInForce policies;
  private transient @Nullable DecideTask work;

  /**
   * @param shippedPolicy YAML, checked already
   * @param history read where the job begins without state
   */
  public DecideSessions(PipelineConfig config, String shippedPolicy, PolicyHistory history) {
    this.live = !config.batch();
    this.wanted = SideOutputs.Wanted.of(config);
    this.settings = config.policy();
    this.logs = config.operations().logs();
    this.judging = config.judging();
    this.plans = new ModelPlanReader(config.judging(), config.models());
    this.shippedPolicy = shippedPolicy;
    this.history = history;
    this.endedFor = config.scheduler().endedFor();
  }

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    BroadcastState<String, PolicyUpdate> records =
        context.getOperatorStateStore().getBroadcastState(OVERRIDES);
    BroadcastState<String, Long> ahead = context.getOperatorStateStore().getBroadcastState(HISTORY);
    if (!context.isRestored()) {
      for (PolicyUpdate update : history.read()) {
        ahead.put(PoliciesInForce.END, update.offset());
        // Models have not been tried yet: that record comes again with the stream.
        if (update.problems().isEmpty() && !PolicyKey.isAboutModels(update.key())) {
          records.put(update.key(), update);
        }
      }
    }
    policies = new PoliciesInForce(records, ahead, shippedPolicy, settings.mode());
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) {
    // All there is lies in state that Flink keeps; only the clock of deliveries hears of it.
    if (work != null) {
      work.delivery.snapshot(context.getCheckpointId());
    }
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) {
    if (work != null) {
      work.delivery.complete(checkpoint, System.currentTimeMillis());
    }
  }

  @Override
  public void open(OpenContext context) {
    if (policies == null) {
      throw new IllegalStateException("opened before its state was there");
    }
    work = DecideTask.open(getRuntimeContext(), settings, logs, endedFor, policies);
  }

  @Override
  public void processElement(Signals judged, ReadOnlyContext context, Collector<OutputRecord> out)
      throws Exception {
    DecideTask w = work();
    if (live && isAfterEnd(judged, w.ended)) {
      return;
    }
    boolean onShift = live && w.policies.reviewersOnShift(judged.tenant(), judged.atMillis());
    Signals signals = Witnesses.compared(judged, w.witnesses).withReviewers(onShift);
    SessionState known = w.sessions.value();
    SessionState state = known == null ? new SessionState() : known;
    long now = context.timerService().currentProcessingTime();
    w.streams.open(now);
    state.hear(signals);
    SessionKey key = signals.key();
    Decider decider = w.policies.decider(key, state.region);
    SessionOutput output = output(key, state, now, context, out);
    output.signals(signals);
    if (signals.kind() != RecordKind.FRAME && !(live && isUnheard(state))) {
      // Frames let what was due before them happen by themselves.
      output.decisions(decider.advance(state.evidence, signals.atMillis()), decider);
    }
    if (live && isOfItsSender(signals)) {
      long lost = w.streams.frame(state, now);
      if (lost > 0) {
        output.resumed(lost);
      }
    }
    state.seenMillis = now;
    output.decisions(decider.observe(state.evidence, signals), decider);
    if (signals.kind() == RecordKind.ENDED) {
      output.ended(decider, signals.atMillis());
      w.sessions.clear();
      w.witnesses.clear();
      if (live) {
        w.ended.update(true);
      }
      return;
    }
    if (live) {
      w.behindMillis = Math.max(0, now - signals.atMillis());
      schedule(context.timerService(), decider, state);
      w.streams.schedule(context.timerService(), state, now);
    }
    w.sessions.update(state);
  }

  /**
   * The judge drops what comes after a session's end, until a restart takes its memory. Opened
   * anew, the session would count its actions from one again and give two of them the same id.
   */
  private static boolean isAfterEnd(Signals signals, ValueState<Boolean> ended) throws IOException {
    if (signals.kind() == RecordKind.STARTED) {
      ended.clear();
      return false;
    }
    return ended.value() != null;
  }

  /** That the probe is heard of says nothing about what platforms send. */
  private static boolean isOfItsSender(Signals signals) {
    return signals.kind() == RecordKind.FRAME
        && signals.witness() != Witness.RECEIVER
        && !Probe.is(signals.tenant());
  }

  /** Frames of it have been heard of, but none since this task began. */
  private boolean isUnheard(SessionState state) {
    return state.evidence.frames > 0 && work().streams.isBefore(state.frameMillis);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<OutputRecord> out)
      throws Exception {
    DecideTask w = work();
    SessionState state = w.sessions.value();
    if (state == null) {
      return;
    }
    long now = context.timerService().currentProcessingTime();
    w.streams.open(now);
    w.streams.come(timestamp, now);
    String text = context.getCurrentKey();
    int slash = text.indexOf('/');
    SessionKey key = new SessionKey(text.substring(0, slash), text.substring(slash + 1));
    SessionOutput output = output(key, state, now, context, out);
    deadline(timestamp, context.timerService(), now, output);
    long silent = w.streams.timer(context.timerService(), state, now, w.behindMillis);
    if (silent > 0) {
      w.policyMetrics.streamLost();
      output.lost(silent);
    }
    w.sessions.update(state);
  }

  private void deadline(long timestamp, TimerService timers, long now, SessionOutput output)
      throws Exception {
    DecideTask w = work();
    SessionState state = output.state();
    if (isUnheard(state)) {
      return;
    }
    Decider decider = w.policies.decider(output.key(), state.region);
    long due = decider.nextDeadlineMillis(state.evidence);
    if (due == Long.MAX_VALUE) {
      return;
    }
    if (w.streams.isBefore(state.seenMillis)) {
      // It had begun and sent nothing yet: the decider is to see how late this is.
      state.seenMillis = now;
      output.decisions(decider.advance(state.evidence, now), decider);
    } else {
      long at = due + settings.deadlineGrace().toMillis() + w.behindMillis;
      if (timestamp >= at && !w.streams.putsOff(state, at, now)) {
        output.decisions(decider.advance(state.evidence, due), decider);
      }
    }
    schedule(timers, decider, state);
  }

  /** The same deadline gives the same timer, so a session has few of them at any time. */
  private void schedule(TimerService timers, Decider decider, SessionState state) {
    long due = decider.nextDeadlineMillis(state.evidence);
    if (due != Long.MAX_VALUE) {
      long at = due + settings.deadlineGrace().toMillis() + work().behindMillis;
      // Tens of milliseconds are precise enough and keep the number of timers down.
      long earliest = Math.max(state.putOffMillis, timers.currentProcessingTime());
      timers.registerProcessingTimeTimer((Math.max(at, earliest) / 50 + 1) * 50);
    }
  }

  @Override
  public void processBroadcastElement(
      PolicyUpdate update, Context context, Collector<OutputRecord> out) throws Exception {
    DecideTask w = work();
    Long now = live ? context.currentProcessingTime() : null;
    byte[] event = new PolicyControl(w.policies, judging, plans).take(update, now);
    // Every task hears of it, one says so: the source hands each record out once, and what is
    // written here is part of the checkpoint that moves the source on.
    if (w.first && event != null) {
      if (!update.problems().isEmpty()) {
        w.policyMetrics.rejected();
      }
      out.collect(new OutputRecord(OutputRecord.Target.EVENTS, POLICY_KEY, event));
    }
  }

  private SessionOutput output(
      SessionKey key,
      SessionState state,
      long now,
      ReadOnlyContext context,
      Collector<OutputRecord> out) {
    return new SessionOutput(
        key,
        state,
        live ? (Long) now : null,
        work().metrics,
        work().log,
        work().events,
        new SideOutputs(wanted, context::output),
        out);
  }

  private DecideTask work() {
    if (work == null) {
      throw new IllegalStateException("used before it was opened");
    }
    return work;
  }
}
