package io.livegate.job.decide;

import io.livegate.job.config.LogSettings;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.io.EventWriter;
import io.livegate.job.log.SessionLog;
import io.livegate.job.metrics.DecisionMetrics;
import io.livegate.job.metrics.DeliveryMetrics;
import io.livegate.job.metrics.PolicyMetrics;
import io.livegate.job.recur.WitnessState;
import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.MetricGroup;

/** What a running task of {@link DecideSessions} has. */
final class DecideTask {

  final ValueState<SessionState> sessions;
  final ValueState<WitnessState> witnesses;
  final ValueState<Boolean> ended;
  final PoliciesInForce policies;
  final DeliveryMetrics delivery;
  final DecisionMetrics metrics;
  final PolicyMetrics policyMetrics;
  final SessionLog log;
  final EventWriter events;
  final StreamWatch streams;
  final boolean first;

  /** How far the newest frame was behind the clock when it arrived here. */
  long behindMillis;

  /**
   * With state that is forgotten in time: what has expired, and was not touched since, is not even
   * written to a checkpoint.
   *
   * @param endedFor how long it is known that a session has ended
   */
  static DecideTask open(
      RuntimeContext context,
      PipelineConfig.PolicySource settings,
      LogSettings logs,
      Duration endedFor,
      PoliciesInForce policies) {
    ValueStateDescriptor<SessionState> sessions =
        new ValueStateDescriptor<>("session", TypeInformation.of(SessionState.class));
    sessions.enableTimeToLive(after(settings.sessionTtl()));
    ValueStateDescriptor<WitnessState> seen =
        new ValueStateDescriptor<>("witnesses", TypeInformation.of(WitnessState.class));
    seen.enableTimeToLive(after(settings.sessionTtl()));
    ValueStateDescriptor<Boolean> ended = new ValueStateDescriptor<>("ended", Types.BOOLEAN);
    ended.enableTimeToLive(after(endedFor));
    return new DecideTask(
        context.getState(sessions),
        context.getState(seen),
        context.getState(ended),
        policies,
        context.getMetricGroup(),
        new SessionLog(logs),
        new EventWriter(settings.statements()),
        new StreamWatch(settings.streamLost().toMillis(), settings.deadlineGrace().toMillis()),
        context.getTaskInfo().getIndexOfThisSubtask() == 0);
  }

  private static StateTtlConfig after(Duration silence) {
    return StateTtlConfig.newBuilder(silence).cleanupFullSnapshot().build();
  }

  /**
   * @param ended set for a while where a session has ended
   * @param first whether it is the one of all that says what all do
   */
  private DecideTask(
      ValueState<SessionState> sessions,
      ValueState<WitnessState> witnesses,
      ValueState<Boolean> ended,
      PoliciesInForce policies,
      MetricGroup group,
      SessionLog log,
      EventWriter events,
      StreamWatch streams,
      boolean first) {
    this.sessions = sessions;
    this.witnesses = witnesses;
    this.ended = ended;
    this.policies = policies;
    this.delivery = new DeliveryMetrics(group);
    this.metrics = new DecisionMetrics(group, delivery);
    this.policyMetrics =
        new PolicyMetrics(
            group, policies::switchedToObserve, policies::breakersOpen, policies::unusable);
    this.log = log;
    this.events = events;
    this.streams = streams;
    this.first = first;
  }
}
