package io.livegate.policy.decide;

import io.livegate.policy.Effect;
import io.livegate.policy.OnTimeout;
import io.livegate.policy.OnUnavailable;
import io.livegate.policy.Policy;
import io.livegate.policy.evidence.EvidencePlan;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.policy.evidence.Standing;
import io.livegate.signal.Lane;
import io.livegate.signal.ReasonCode;
import java.util.ArrayList;
import java.util.List;

/**
 * The gate's time: half-way it coaches, at the end it does what the tenant chose for sessions about
 * which nothing is certain. An outage of our own is never held against a session: the clock starts
 * again with the first frame after it.
 */
final class GateClock {

  /** Silence longer than this may be our own fault. */
  static final long OUTAGE_MILLIS = 5_000;

  static final String TIMEOUT = "gate.timeout";
  static final String COACH = "gate.coach";
  static final String UNAVAILABLE = "gate.unavailable";

  private final Policy policy;
  private final EvidencePlan plan;
  private final Enactor enactor;
  private final Reasons reasons;
  private final long timeoutMillis;

  GateClock(Policy policy, EvidencePlan plan, Enactor enactor, Reasons reasons) {
    this.policy = policy;
    this.plan = plan;
    this.enactor = enactor;
    this.reasons = reasons;
    this.timeoutMillis = policy.gate().timeout().toMillis();
  }

  /** The session's first record; later ones change nothing. */
  void begin(SessionEvidence evidence, long atMillis) {
    if (!evidence.begun) {
      evidence.begun = true;
      evidence.begunAtMillis = atMillis;
      evidence.gateFromMillis = atMillis;
      evidence.lastAtMillis = atMillis;
    }
  }

  /** A frame is there: what was due before it happens first, unless the stream was interrupted. */
  void arrive(SessionEvidence evidence, long atMillis, List<Decision> decisions) {
    begin(evidence, atMillis);
    if (evidence.awaitingFrame || atMillis - evidence.lastAtMillis > OUTAGE_MILLIS) {
      plan.forgetAbsence(evidence);
      evidence.awaitingFrame = false;
      evidence.gateFromMillis = atMillis;
    } else {
      fireUntil(evidence, atMillis - 1, decisions);
    }
  }

  /** Time has passed without a record. */
  void advance(SessionEvidence evidence, long atMillis, List<Decision> decisions) {
    long due = next(evidence);
    if (due > atMillis) {
      return;
    }
    boolean late = atMillis - due > OUTAGE_MILLIS;
    boolean silent = evidence.frames > 0 && due - evidence.lastAtMillis > OUTAGE_MILLIS;
    if (evidence.frames > 0 && (late || silent)) {
      evidence.awaitingFrame = true;
    } else if (late) {
      evidence.gateFromMillis = atMillis;
    } else {
      fireUntil(evidence, atMillis, decisions);
    }
  }

  long next(SessionEvidence evidence) {
    if (!evidence.begun
        || evidence.ended
        || evidence.held
        || evidence.isChallenged()
        || evidence.awaitingFrame
        || evidence.standing != Standing.GATE) {
      return Long.MAX_VALUE;
    }
    return evidence.gateFromMillis + (evidence.coached ? timeoutMillis : timeoutMillis / 2);
  }

  private void fireUntil(SessionEvidence evidence, long atMillis, List<Decision> decisions) {
    for (long due = next(evidence); due <= atMillis; due = next(evidence)) {
      if (evidence.coached) {
        decisions.add(timeOut(evidence, due));
      } else {
        evidence.coached = true;
        List<ReasonCode> why = reasons.forCoaching(evidence);
        decisions.add(enactor.enact(evidence, Effect.COACH, COACH, due, why, List.of()));
      }
    }
  }

  private Decision timeOut(SessionEvidence evidence, long due) {
    OnUnavailable unavailable = strictest(policy, evidence);
    OnTimeout chosen = policy.gate().onTimeout(evidence.reviewersOnShift);
    Effect effect = Effect.ADMIT;
    if (unavailable == OnUnavailable.REFUSE || chosen == OnTimeout.REFUSE) {
      effect = Effect.REFUSE;
    } else if (unavailable == OnUnavailable.REVIEW || chosen == OnTimeout.REVIEW) {
      effect = Effect.REVIEW;
      evidence.held = true;
    }
    List<ReasonCode> why = new ArrayList<>(reasons.ofUndecided(evidence));
    if (why.isEmpty()) {
      why.add(ReasonCode.FEW_FRAMES);
    }
    if (unavailable != OnUnavailable.IGNORE) {
      why.remove(ReasonCode.MODEL_UNAVAILABLE);
      why.add(0, ReasonCode.MODEL_UNAVAILABLE);
    }
    return enactor.enact(evidence, effect, TIMEOUT, due, why, List.of());
  }

  /** What the lanes without their model mean taken together. */
  static OnUnavailable strictest(Policy policy, SessionEvidence evidence) {
    OnUnavailable strictest = OnUnavailable.IGNORE;
    for (Lane lane : Lane.values()) {
      OnUnavailable answer = policy.onUnavailable(lane);
      if (Decider.isUnavailable(evidence, lane) && answer.compareTo(strictest) > 0) {
        strictest = answer;
      }
    }
    return strictest;
  }
}
