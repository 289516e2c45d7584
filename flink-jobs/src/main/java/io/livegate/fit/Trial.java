package io.livegate.fit;

import io.livegate.liveness.fuse.Belief;
import io.livegate.liveness.fuse.Fusion;
import io.livegate.policy.Policy;
import io.livegate.policy.decide.Decider;
import io.livegate.policy.decide.SessionSummary;
import io.livegate.policy.evidence.Outcome;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.Signals;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a policy would have decided on recorded signals, had the cues been put together by another
 * fusion: the same decider on the same records, only {@code liveness.genuine} is computed anew.
 */
public final class Trial {

  /** The score a fusion gives. */
  public static final String GENUINE = "genuine";

  private static final Set<Outcome> KEPT_OUT =
      EnumSet.of(Outcome.REFUSED, Outcome.DISCONNECTED, Outcome.BANNED);

  private static final double BONA_FIDE_SECONDS = 4;
  private static final double ATTACK_SECONDS = 5;

  private final Policy policy;

  public Trial(Policy policy) {
    this.policy = policy;
  }

  /** Whether the policy errs on the clip, by the counting rules of {@code livegate evaluate}. */
  public boolean errs(Trace trace, Fusion fusion) {
    SessionSummary summary = run(trace, fusion);
    boolean undecided = summary.outcome() == Outcome.UNDECIDED;
    return trace.genuine()
        ? KEPT_OUT.contains(summary.outcome()) || undecided && trace.seconds() >= BONA_FIDE_SECONDS
        : summary.admitted() || undecided && trace.seconds() >= ATTACK_SECONDS;
  }

  private SessionSummary run(Trace trace, Fusion fusion) {
    Decider decider = new Decider(policy);
    SessionEvidence evidence = new SessionEvidence();
    Belief belief = new Belief(fusion);
    for (Signals signals : trace.records()) {
      decider.observe(evidence, fused(signals, belief));
    }
    return decider.summary(evidence);
  }

  private static Signals fused(Signals signals, Belief belief) {
    LaneSignal lane = signals.lane(Lane.LIVENESS);
    if (lane == null || !lane.scores().containsKey(Trace.ANCHOR)) {
      return signals;
    }
    Map<String, Double> scores = new HashMap<>(lane.scores());
    scores.remove(GENUINE);
    Double genuine = belief.observe(scores, signals.atMillis());
    if (genuine != null) {
      scores.put(GENUINE, genuine);
    }
    List<LaneSignal> lanes =
        signals.lanes().stream()
            .map(
                other ->
                    other == lane
                        ? new LaneSignal(
                            lane.lane(), lane.status(), scores, lane.reasons(), lane.models())
                        : other)
            .toList();
    return signals.withLanes(lanes);
  }
}
