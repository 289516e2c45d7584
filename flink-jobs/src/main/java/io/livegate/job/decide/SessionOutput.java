package io.livegate.job.decide;

import io.livegate.frame.SessionKey;
import io.livegate.job.ack.ExpectedAck;
import io.livegate.job.io.EventContext;
import io.livegate.job.io.EventWriter;
import io.livegate.job.io.OutputRecord;
import io.livegate.job.log.SessionLog;
import io.livegate.job.metrics.DecisionMetrics;
import io.livegate.job.probe.Probe;
import io.livegate.policy.Effect;
import io.livegate.policy.Mode;
import io.livegate.policy.Policy;
import io.livegate.policy.breaker.CountedOutcome;
import io.livegate.policy.decide.Decider;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.standing.Restriction;
import io.livegate.policy.standing.StrikeTerms;
import io.livegate.signal.Lane;
import io.livegate.signal.Signals;
import io.livegate.signal.SignalsJson;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Where all goes that is said about one session at one moment.
 *
 * @param nowMillis the clock; null in media time
 * @param events writes them
 * @param side takes what others than the platform are to hear of decisions
 */
record SessionOutput(
    SessionKey key,
    SessionState state,
    @Nullable Long nowMillis,
    DecisionMetrics metrics,
    SessionLog log,
    EventWriter events,
    SideOutputs side,
    Collector<OutputRecord> out) {

  void signals(Signals signals) {
    if (!isProbe()) {
      metrics.answers(signals);
    }
    put(OutputRecord.Target.SIGNALS, SignalsJson.write(signals));
  }

  void decisions(List<Decision> decisions, Decider decider) {
    for (Decision decision : decisions) {
      event(events.action(decision, context()));
      log.decided(key, decision);
      if (isProbe()) {
        continue;
      }
      metrics.count(decision);
      if (nowMillis != null) {
        metrics.timed(decision, nowMillis);
      }
      if (nowMillis != null && decision.mode() == Mode.ENFORCE && asksForSomething(decision)) {
        String id = EventWriter.actionId(key, decision);
        side.expect(ExpectedAck.of(key, id, decision.atMillis(), nowMillis));
        restrict(decision, id, decider.policy());
      }
      CountedOutcome outcome = CountedOutcome.of(decision.effect());
      if (outcome != null && !isTrial(decision, decider)) {
        boolean enforced = decision.mode() == Mode.ENFORCE;
        side.tick(new DecisionTick(key.tenant(), outcome, enforced));
        side.tick(new DecisionTick("", outcome, enforced));
      }
    }
  }

  private void restrict(Decision decision, String id, Policy policy) {
    if (!decision.effect().isRestrictive() && decision.effect() != Effect.REVIEW) {
      return;
    }
    side.restrict(
        new Restriction(
            id,
            key.tenant(),
            key.session(),
            state.call,
            state.accountableDevice(),
            decision.effect(),
            decision.ruleId(),
            decision.verdict(),
            decision.reasons(),
            decision.policyId(),
            decision.policyVersion(),
            decision.layers(),
            decision.atMillis(),
            decision.admitted(),
            decision.expiresAtMillis(),
            StrikeTerms.of(policy, decision.effect())));
  }

  /** That a task is over is only said. */
  private static boolean asksForSomething(Decision decision) {
    return decision.challenge() == null || decision.challenge().closing() == null;
  }

  void ended(Decider decider, long atMillis) {
    int ordinal = state.evidence.ordinal;
    event(events.ended(decider.summary(state.evidence), ordinal, atMillis, context()));
  }

  /** It is no customer: neither figures nor the breaker are to rest on it. */
  private boolean isProbe() {
    return Probe.is(key.tenant());
  }

  void lost(long silentMillis) {
    event(events.lost(state.evidence.admitted, state.silences, silentMillis, context()));
  }

  void resumed(long silentMillis) {
    event(events.resumed(state.evidence.admitted, state.silences, silentMillis, context()));
  }

  /** Of a rule that is only tried out: it would not have happened in any case. */
  private static boolean isTrial(Decision decision, Decider decider) {
    return decision.mode() == Mode.OBSERVE
        && decider.policy().rules().stream()
            .anyMatch(rule -> rule.isObserved() && rule.id().equals(decision.ruleId()));
  }

  private void event(byte[] event) {
    put(OutputRecord.Target.EVENTS, event);
  }

  private void put(OutputRecord.Target target, byte[] value) {
    out.collect(new OutputRecord(target, key.asKey(), value));
  }

  private EventContext context() {
    List<Lane> unavailable =
        Arrays.stream(Lane.values())
            .filter(lane -> (state.evidence.unavailableLanes >>> lane.ordinal() & 1) == 1)
            .toList();
    return new EventContext(key, state.call, state.device, unavailable, nowMillis);
  }
}
