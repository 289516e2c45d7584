package io.livegate.job.ack;

import io.livegate.job.config.AckSettings;
import io.livegate.job.metrics.AckMetrics;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Brings actions and their acknowledgements together, by {@link ExpectedAck#about}. An action is in
 * state before the platform can have seen it: both are part of the checkpoint that commits it.
 */
public class WatchAcks extends KeyedCoProcessFunction<String, ExpectedAck, Ack, ExpectedAck> {

  private static final long serialVersionUID = 1L;

  private final AckSettings settings;
  private transient @Nullable ValueState<ExpectedAck> expected;
  private transient @Nullable AckMetrics metrics;
  private transient long openedMillis;

  public WatchAcks(AckSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    expected =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>("expected", TypeInformation.of(ExpectedAck.class)));
    metrics = new AckMetrics(group());
    openedMillis = 0;
  }

  /** Where the figures are published. */
  MetricGroup group() {
    return getRuntimeContext().getMetricGroup();
  }

  @Override
  public void processElement1(ExpectedAck action, Context context, Collector<ExpectedAck> out)
      throws Exception {
    expected().update(action);
    long now = open(context.timerService());
    context.timerService().registerProcessingTimeTimer(now + settings.timeout().toMillis());
  }

  @Override
  public void processElement2(Ack ack, Context context, Collector<ExpectedAck> out)
      throws Exception {
    if (!settings.isOn()) {
      return;
    }
    open(context.timerService());
    if (ack.isBad()) {
      metrics().count(AckMetrics.Result.BAD);
      return;
    }
    ExpectedAck action = expected().value();
    if (action == null) {
      metrics().count(AckMetrics.Result.UNKNOWN);
      return;
    }
    expected().clear();
    // A clock that is behind cannot have carried it out before it was decided.
    long at = Math.max(ack.carriedOutMillis(), action.decidedMillis());
    metrics().carriedOut(at - action.bornMillis(), at - action.decidedMillis());
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<ExpectedAck> out)
      throws Exception {
    if (expected().value() == null) {
      return;
    }
    long now = open(context.timerService());
    // While the job was away acknowledgements were not read: they get their time again.
    long heard = openedMillis + settings.timeout().toMillis();
    if (timestamp < heard && now < heard) {
      context.timerService().registerProcessingTimeTimer(heard);
      return;
    }
    expected().clear();
    metrics().unacked();
  }

  /** The clock; when it is asked first this task begins. */
  private long open(TimerService timers) {
    long now = timers.currentProcessingTime();
    if (openedMillis == 0) {
      openedMillis = now;
    }
    return now;
  }

  private ValueState<ExpectedAck> expected() {
    return Objects.requireNonNull(expected, "used before it was opened");
  }

  private AckMetrics metrics() {
    return Objects.requireNonNull(metrics, "used before it was opened");
  }
}
