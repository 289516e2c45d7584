package io.livegate.policy.decide;

import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
import io.livegate.policy.KnownSignals;
import io.livegate.policy.Mode;
import io.livegate.policy.Policy;
import io.livegate.policy.challenge.ChallengeEvidence;
import io.livegate.policy.challenge.ChallengeReason;
import io.livegate.policy.challenge.SecretDraw;
import io.livegate.policy.evidence.EvidencePlan;
import io.livegate.policy.evidence.Outcome;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.policy.evidence.Standing;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Applies one policy to the signals of any number of sessions. It holds no state of its own: all
 * that is remembered is in the {@link SessionEvidence} handed in, which may come from another
 * policy's decider (a new version keeps the evidence of unchanged conditions). The same evidence
 * and the same records give the same decisions. Safe to share between threads as long as each
 * evidence is used by one at a time.
 *
 * <p>A session begins with its first record. At the gate it is admitted or refused by the rules, or
 * by the gate's clock when they find nothing certain; once admitted it may be disconnected or
 * banned. After a refusal, disconnect or ban its frames are only counted, as they are after its
 * end.
 */
public final class Decider {

  /** What admission looks at; another lane may ask for more of a face than the gate does. */
  private static final Set<Lane> GATE_LANES = EnumSet.of(Lane.FACE, Lane.LIVENESS);

  /** Answers in a row that a lane fails to give before it counts as one without its model. */
  static final int FAILURES = 5;

  private final Policy policy;
  private final EvidencePlan plan;
  private final Enactor enactor;
  private final GateClock clock;
  private final Challenges challenges;
  private final RulePicker picker;
  private final Disturbances disturbances;
  private final Reasons reasons;

  /** Draws with the secret of this process's environment. */
  public Decider(Policy policy) {
    this(policy, SecretDraw.ofEnvironment());
  }

  public Decider(Policy policy, SecretDraw draw) {
    this(policy, draw, null);
  }

  /**
   * @param watcher sees how the rules stood with every frame; null for none
   */
  public Decider(Policy policy, SecretDraw draw, @Nullable PickWatcher watcher) {
    this.policy = policy;
    this.plan = new EvidencePlan(policy);
    this.reasons = new Reasons(policy);
    this.enactor = new Enactor(policy);
    this.clock = new GateClock(policy, plan, enactor, reasons);
    this.challenges = new Challenges(policy, draw, enactor);
    this.disturbances = new Disturbances(plan, enactor, challenges);
    this.picker = new RulePicker(policy, plan, enactor, challenges, draw, watcher);
  }

  public Policy policy() {
    return policy;
  }

  /**
   * Takes one record in.
   *
   * <p>Frames older than the newest one, and numbers seen before, are counted and otherwise
   * ignored; one that is far older means that the clock was set back. What a receiver saw counts
   * for coaching and review only, and moves no clock.
   *
   * @return what follows, in order; mostly empty
   */
  public List<Decision> observe(SessionEvidence evidence, Signals signals) {
    plan.align(evidence);
    evidence.count(signals.counts());
    if (evidence.ended) {
      return List.of();
    }
    evidence.reviewersOnShift = signals.reviewers();
    long at = signals.atMillis();
    resume(evidence, at);
    if (signals.witness() != Witness.RECEIVER || signals.kind() != RecordKind.FRAME) {
      noteReasons(evidence, signals);
    }
    List<Decision> decisions = new ArrayList<>(2);
    challenges.withdraw(evidence, at, decisions);
    switch (signals.kind()) {
      case STARTED -> {
        clock.begin(evidence, at);
        for (Witness witness : Witness.values()) {
          evidence.countAnew(witness);
        }
      }
      case REPORTED -> evidence.report(signals.device(), at);
      case CHALLENGE_ASKED, CHALLENGE_SHOWN, CHALLENGE_DECLINED -> {
        clock.begin(evidence, at);
        if (evidence.standing != Standing.OVER) {
          challenges.control(evidence, signals, decisions);
        }
      }
      case ERASED -> {
        // it concerns what is remembered across sessions
      }
      case ENDED -> {
        challenges.close(evidence, ChallengeReason.ENDED, at, decisions);
        evidence.ended = true;
      }
      case FRAME -> observeFrame(evidence, signals, decisions);
    }
    dropIfOver(evidence);
    return decisions;
  }

  /**
   * Lets time pass without a record; call it at {@link #nextDeadlineMillis}. Called late, or after
   * the stream fell silent, it decides nothing: that may be an outage of our own, so the gate's
   * clock starts again.
   */
  public List<Decision> advance(SessionEvidence evidence, long atMillis) {
    plan.align(evidence);
    resume(evidence, atMillis);
    List<Decision> decisions = new ArrayList<>(2);
    challenges.withdraw(evidence, atMillis, decisions);
    challenges.advance(evidence, atMillis, decisions);
    clock.advance(evidence, atMillis, decisions);
    dropIfOver(evidence);
    return decisions;
  }

  /** When {@link #advance} is next worth calling; {@link Long#MAX_VALUE} if never. */
  public long nextDeadlineMillis(SessionEvidence evidence) {
    return Math.min(clock.next(evidence), challenges.next(evidence));
  }

  /** Where the session stands, counting only what is in force. */
  public SessionSummary summary(SessionEvidence evidence) {
    boolean open = evidence.outcome == Outcome.UNDECIDED;
    return new SessionSummary(
        evidence.outcome,
        evidence.admitted,
        evidence.verdict,
        open ? null : evidence.decidedAtMillis,
        open ? reasons.ofUndecided(evidence) : Reasons.unpack(evidence.decidedReasons),
        evidence.frameCounts(),
        evidence.lastScores());
  }

  private void observeFrame(SessionEvidence evidence, Signals signals, List<Decision> decisions) {
    disturbances.device(evidence, signals, decisions);
    if (evidence.isRepeated(signals.witness(), signals.seq())) {
      return;
    }
    long at = signals.atMillis();
    boolean fromReceiver = signals.witness() == Witness.RECEIVER;
    if (!fromReceiver) {
      disturbances.clock(evidence, at, decisions);
      if (evidence.begun && at < evidence.lastAtMillis) {
        return;
      }
      disturbances.silence(evidence, at);
      clock.arrive(evidence, at, decisions);
      evidence.lastAtMillis = at;
      evidence.frames++;
    }
    if (evidence.standing == Standing.OVER) {
      return;
    }
    double[] scores = KnownSignals.scoresOf(signals);
    if (!fromReceiver) {
      disturbances.face(evidence, signals);
      noteLanes(evidence, signals);
      evidence.noteScores(scores);
    }
    boolean watched = evidence.isChallenged();
    challenges.frame(evidence, signals, decisions);
    if (watched && !evidence.isChallenged()) {
      // What the task hid was hidden because we asked for it.
      plan.forgetAbsence(evidence);
    }
    if (evidence.standing == Standing.OVER) {
      return;
    }
    long fresh = plan.add(evidence, at, scores, fromReceiver);
    picker.pick(evidence, signals, fresh, decisions);
    if (evidence.rechecked && picker.wouldAdmit(evidence, at, fresh)) {
      evidence.rechecked = false;
    }
  }

  /** Nobody waits for an answer of a session that was refused, disconnected or banned. */
  private static void dropIfOver(SessionEvidence evidence) {
    if (evidence.standing == Standing.OVER && evidence.challenge != null) {
      evidence.challenge.state = ChallengeEvidence.CLOSED;
    }
  }

  /** Goes back to what is in force when a policy that only observed begins to enforce. */
  private void resume(SessionEvidence evidence, long atMillis) {
    boolean heldForNothing = evidence.held && evidence.outcome.compareTo(Outcome.REVIEW) < 0;
    if (policy.mode() == Mode.ENFORCE
        && (evidence.standing != evidence.inForce || heldForNothing)) {
      evidence.standing = evidence.inForce;
      evidence.gateFromMillis = atMillis;
      evidence.coached = false;
      evidence.held = false;
      evidence.rechecked = false;
    }
  }

  private static void noteReasons(SessionEvidence evidence, Signals signals) {
    if (evidence.standing == Standing.OVER) {
      return;
    }
    Set<ReasonCode> given = EnumSet.noneOf(ReasonCode.class);
    given.addAll(signals.reasons());
    for (LaneSignal lane : signals.lanes()) {
      if (lane.status() != LaneStatus.NOT_JUDGED || GATE_LANES.contains(lane.lane())) {
        given.addAll(lane.reasons());
      }
    }
    given.forEach(evidence::noteReason);
  }

  /** A model that fails once has a bad frame; one that goes on failing is as good as not there. */
  private static void noteLanes(SessionEvidence evidence, Signals signals) {
    for (LaneSignal lane : signals.lanes()) {
      int place = lane.lane().ordinal();
      int bit = 1 << place;
      if (lane.status() == LaneStatus.FAILED) {
        int failed = Math.min(evidence.failedLanes[place] + 1, FAILURES);
        evidence.failedLanes[place] = (byte) failed;
        evidence.unavailableLanes |= failed == FAILURES ? bit : 0;
      } else if (lane.status() == LaneStatus.UNAVAILABLE
          || lane.reasons().contains(ReasonCode.MODEL_UNAVAILABLE)) {
        evidence.unavailableLanes |= bit;
      } else if (lane.status() == LaneStatus.OK) {
        evidence.failedLanes[place] = 0;
        evidence.unavailableLanes &= ~bit;
      }
    }
  }

  static boolean isUnavailable(SessionEvidence evidence, Lane lane) {
    return (evidence.unavailableLanes >>> lane.ordinal() & 1) == 1;
  }
}
