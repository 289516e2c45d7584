package io.livegate.replay;

import io.livegate.frame.RecordKind;
import io.livegate.policy.decide.Decider;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.decide.SessionSummary;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.List;

/** The course that one session takes under one policy, step by step as in a running job. */
final class Course {

  /**
   * How long a running job lets a deadline wait for frames, by default and by its timers' steps.
   */
  private static final long GRACE_MILLIS = 550;

  private final Decider decider;
  private final Clock clock;
  private final SessionEvidence evidence = new SessionEvidence();
  private final List<Decision> decisions = new ArrayList<>();

  Course(Decider decider, Clock clock) {
    this.decider = decider;
    this.clock = clock;
  }

  void take(Signals signals) {
    passTo(signals.atMillis());
    if (signals.kind() != RecordKind.FRAME) {
      // Frames let what was due before them happen by themselves.
      decisions.addAll(decider.advance(evidence, signals.atMillis()));
    }
    decisions.addAll(decider.observe(evidence, signals));
  }

  /** Time passes without a record of this session. */
  void passTo(long atMillis) {
    if (clock == Clock.MEDIA) {
      return;
    }
    for (long due = decider.nextDeadlineMillis(evidence);
        due <= atMillis - GRACE_MILLIS;
        due = decider.nextDeadlineMillis(evidence)) {
      decisions.addAll(decider.advance(evidence, due));
    }
  }

  SessionSummary summary() {
    return decider.summary(evidence);
  }

  List<Decision> decisions() {
    return decisions;
  }
}
