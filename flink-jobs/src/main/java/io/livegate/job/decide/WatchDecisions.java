package io.livegate.job.decide;

import io.livegate.job.io.OutputRecord;
import io.livegate.policy.Mode;
import io.livegate.policy.breaker.Breaker;
import io.livegate.policy.breaker.BreakerSettings;
import io.livegate.policy.breaker.BreakerState;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The breaker, keyed by tenant and once for all together. It throws its switch by publishing a
 * record, as a person would: what stands on the policies topic is the one truth about it, for this
 * task too.
 */
public final class WatchDecisions
    extends KeyedBroadcastProcessFunction<String, DecisionTick, PolicyUpdate, OutputRecord> {

  private static final long serialVersionUID = 1L;

  /** A record that was written is not written again before it can have come back. */
  private static final long ANSWER_MILLIS = 30_000;

  private static final ValueStateDescriptor<BreakerState> STATE =
      new ValueStateDescriptor<>("breaker", TypeInformation.of(BreakerState.class));

  private final BreakerSettings settings;
  private transient @Nullable Breaker breaker;

  public WatchDecisions(BreakerSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    breaker = new Breaker(settings);
  }

  @Override
  public void processElement(
      DecisionTick tick, ReadOnlyContext context, Collector<OutputRecord> out) throws Exception {
    Breaker watching = breaker();
    ValueState<BreakerState> kept = getRuntimeContext().getState(STATE);
    BreakerState known = kept.value();
    BreakerState state = known == null ? new BreakerState() : known;
    long now = context.timerService().currentProcessingTime();
    Mode standing = standing(tick.scope(), context.getBroadcastState(DecideSessions.OVERRIDES));
    if (standing == Mode.OBSERVE) {
      watching.countTripped(state, tick.outcome(), now);
      context.timerService().registerProcessingTimeTimer(nextPart(now));
    } else if (tick.enforced()) {
      String why = watching.count(state, tick.outcome(), now);
      if (why != null && standing == null && now - state.askedMillis > ANSWER_MILLIS) {
        state.askedMillis = now;
        out.collect(record(tick.scope(), new ModeSwitch(Mode.OBSERVE, why)));
      }
    }
    kept.update(state);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<OutputRecord> out)
      throws Exception {
    ValueState<BreakerState> kept = getRuntimeContext().getState(STATE);
    BreakerState state = kept.value();
    String scope = context.getCurrentKey();
    if (state == null
        || standing(scope, context.getBroadcastState(DecideSessions.OVERRIDES)) != Mode.OBSERVE) {
      return;
    }
    long now = context.timerService().currentProcessingTime();
    if (breaker().hasRecovered(state, now) && now - state.askedMillis > ANSWER_MILLIS) {
      state.askedMillis = now;
      out.collect(record(scope, null));
    }
    kept.update(state);
    context.timerService().registerProcessingTimeTimer(nextPart(now));
  }

  @Override
  public void processBroadcastElement(
      PolicyUpdate update, Context context, Collector<OutputRecord> out) throws Exception {
    if (!update.problems().isEmpty()) {
      return;
    }
    PolicyKey key = PolicyKey.parse(update.key());
    if (key.kind() != PolicyKey.Kind.BREAKER) {
      return;
    }
    context.getBroadcastState(DecideSessions.OVERRIDES).put(update.key(), update);
    if (update.text() == null) {
      String scope = key.tenant() == null ? "" : key.tenant();
      context.applyToKeyedState(
          STATE,
          (of, kept) -> {
            BreakerState state = kept.value();
            if (of.equals(scope) && state != null) {
              breaker().reset(state);
              kept.update(state);
            }
          });
    }
  }

  /** What the breaker's own record says; null if there is none. */
  private static @Nullable Mode standing(
      String scope, ReadOnlyBroadcastState<String, PolicyUpdate> records) throws Exception {
    PolicyKey key = key(scope);
    PolicyUpdate record = records.get(key.text());
    String text = record == null ? null : record.text();
    return text == null ? null : ModeSwitch.ofChecked(key, text).mode();
  }

  private static PolicyKey key(String scope) {
    return new PolicyKey(PolicyKey.Kind.BREAKER, scope.isEmpty() ? null : scope);
  }

  private static OutputRecord record(String scope, @Nullable ModeSwitch thrown) {
    byte[] value = thrown == null ? null : thrown.text().getBytes(StandardCharsets.UTF_8);
    return new OutputRecord(OutputRecord.Target.POLICIES, key(scope).text(), value);
  }

  private long nextPart(long nowMillis) {
    long part = breaker().partMillis();
    return (nowMillis / part + 1) * part;
  }

  private Breaker breaker() {
    if (breaker == null) {
      throw new IllegalStateException("used before it was opened");
    }
    return breaker;
  }
}
