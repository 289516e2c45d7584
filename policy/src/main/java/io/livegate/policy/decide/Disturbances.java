package io.livegate.policy.decide;

import io.livegate.frame.Witness;
import io.livegate.policy.Effect;
import io.livegate.policy.challenge.ChallengeEvidence;
import io.livegate.policy.challenge.ChallengeReason;
import io.livegate.policy.evidence.EvidencePlan;
import io.livegate.policy.evidence.Fingerprint;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.policy.evidence.Standing;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import java.util.List;

/**
 * What happens to streams in the wild and says nothing about the person: a clock that is set back,
 * a device that takes over, two that send at once, another face than before.
 */
final class Disturbances {

  /** In place of a rule's name where two devices send into one session. */
  static final String DEVICES = "session.devices";

  /** A frame so much older than the newest is not late: the clock was set back. */
  static final long SET_BACK_MILLIS = 30_000;

  /** A device that is back within this time had not been left for the other. */
  private static final long TOGETHER_MILLIS = 30_000;

  /** A picture that is moved about, or cut to and fro, is a new face every second. */
  private static final int FIRST_FACES = 4;

  /** Silence after which it is not asked which number the face has. */
  private static final long AWAY_MILLIS = 30_000;

  private final EvidencePlan plan;
  private final Enactor enactor;
  private final Challenges challenges;

  Disturbances(EvidencePlan plan, Enactor enactor, Challenges challenges) {
    this.plan = plan;
    this.enactor = enactor;
    this.challenges = challenges;
  }

  /**
   * A broker's clock, or in media time a sender's, was wrong and is right again: if it was ahead,
   * every frame would look late until it is caught up with, and nobody would look at them. All that
   * rests on times ahead starts again; what was decided stays.
   */
  void clock(SessionEvidence evidence, long atMillis, List<Decision> decisions) {
    if (!evidence.begun || evidence.lastAtMillis - atMillis <= SET_BACK_MILLIS) {
      return;
    }
    ChallengeEvidence challenge = evidence.challenge;
    if (challenge != null && challenge.isShown()) {
      challenges.close(evidence, ChallengeReason.GAP, atMillis, decisions);
    }
    if (challenge != null && challenge.isOpen()) {
      challenge.sinceMillis = Math.min(challenge.sinceMillis, atMillis);
    }
    plan.forgetAll(evidence);
    evidence.setBack(atMillis);
  }

  /**
   * Another face is judged: what one showed lets the other in no more than it keeps it out. At the
   * gate the time of one that was not there before begins: two that take turns have no more time
   * than the second alone, and only the session's first few have their own, for numbers rise. After
   * admission it has to show what the first one showed, without being sent away for that.
   */
  void face(SessionEvidence evidence, Signals signals) {
    Double track = signals.score("face.track");
    if (track == null || signals.witness() != Witness.SENDER) {
      return;
    }
    int face = track.intValue() + 1;
    if (face == evidence.face) {
      return;
    }
    boolean first = evidence.face == 0;
    boolean isNew = face > evidence.newestFace;
    evidence.newestFace = Math.max(face, evidence.newestFace);
    evidence.face = face;
    if (first) {
      return;
    }
    another(evidence, signals.atMillis());
    if (isNew && face <= FIRST_FACES && evidence.standing == Standing.GATE) {
      evidence.gateFromMillis = signals.atMillis();
    }
  }

  /**
   * Nobody was seen for long: whoever sits there now is another, though faces may be numbered from
   * 0 again.
   */
  void silence(SessionEvidence evidence, long atMillis) {
    if (evidence.face != 0 && atMillis - evidence.lastAtMillis > AWAY_MILLIS) {
      another(evidence, atMillis);
    }
  }

  private void another(SessionEvidence evidence, long atMillis) {
    challenges.forgetPasses(evidence, atMillis);
    plan.forgetFace(evidence);
    evidence.rechecked = evidence.standing == Standing.ADMITTED;
  }

  /**
   * Another device sends: what one showed does not admit the other. Two that send at once are worth
   * a human's look, once; what both show counts together, so that taking turns hides nothing.
   */
  void device(SessionEvidence evidence, Signals signals, List<Decision> decisions) {
    String named = signals.device();
    boolean over = evidence.standing == Standing.OVER;
    if (named == null || signals.witness() != Witness.SENDER || over) {
      return;
    }
    int device = Fingerprint.shortOf(named) | 1; // 0 is nobody
    if (device == evidence.device) {
      return;
    }
    long at = signals.atMillis();
    boolean first = evidence.device == 0;
    boolean together =
        device == evidence.otherDevice && at - evidence.deviceSinceMillis < TOGETHER_MILLIS;
    evidence.otherDevice = evidence.device;
    evidence.device = device;
    evidence.deviceSinceMillis = at;
    if (first) {
      return;
    }
    evidence.countAnew(signals.witness());
    challenges.forgetPasses(evidence, at);
    plan.forgetAdmission(evidence);
    if (!together) {
      plan.forgetAbsence(evidence);
      evidence.gateFromMillis = at;
    } else if (!evidence.devicesReported) {
      evidence.devicesReported = true;
      evidence.noteReason(ReasonCode.SEVERAL_DEVICES);
      decisions.add(
          enactor.enact(
              evidence,
              Effect.REVIEW,
              DEVICES,
              at,
              List.of(ReasonCode.SEVERAL_DEVICES),
              List.of()));
    }
  }
}
