package io.livegate.job.decide;

import io.livegate.job.metrics.DecisionMetrics;
import io.livegate.job.metrics.DeliveryMetrics;
import io.livegate.job.metrics.PolicyMetrics;
import io.livegate.job.recur.WitnessState;
import org.apache.flink.api.common.state.ValueState;
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
  final StreamWatch streams;
  final boolean first;

  /** How far the newest frame was behind the clock when it arrived here. */
  long behindMillis;

  /**
   * @param ended set for a while where a session has ended
   * @param first whether it is the one of all that says what all do
   */
  DecideTask(
      ValueState<SessionState> sessions,
      ValueState<WitnessState> witnesses,
      ValueState<Boolean> ended,
      PoliciesInForce policies,
      MetricGroup group,
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
    this.streams = streams;
    this.first = first;
  }
}
