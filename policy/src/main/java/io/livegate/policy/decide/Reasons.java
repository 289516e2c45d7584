package io.livegate.policy.decide;

import io.livegate.policy.Condition;
import io.livegate.policy.Effect;
import io.livegate.policy.Policy;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.ReasonCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Picks the reasons to name where no rule names one. */
final class Reasons {

  private static final int MOST = 3;

  /** What a person can mend once told. */
  private static final Set<ReasonCode> MENDABLE =
      EnumSet.of(
          ReasonCode.NO_FACE,
          ReasonCode.FACE_TOO_SMALL,
          ReasonCode.FACE_UNCLEAR,
          ReasonCode.SEVERAL_FACES,
          ReasonCode.DARK,
          ReasonCode.BLACK,
          ReasonCode.BLURRED,
          ReasonCode.UNIFORM,
          ReasonCode.FROZEN,
          ReasonCode.STATIC,
          ReasonCode.LOOP,
          ReasonCode.OCCLUDED);

  /** Half a second at the gate: from then on a hand is no passing gesture. */
  private static final int COVERED_FRAMES = 5;

  private final int fewestForAdmission;

  Reasons(Policy policy) {
    this.fewestForAdmission =
        policy.rules().stream()
            .filter(rule -> rule.effect() == Effect.ADMIT)
            .flatMap(rule -> rule.conditions().stream())
            .mapToInt(Condition::hits)
            .min()
            .orElse(1);
  }

  /** The one thing to tell the person at the gate. */
  List<ReasonCode> forCoaching(SessionEvidence evidence) {
    if (evidence.reasonCounts[ReasonCode.OCCLUDED.ordinal()] >= COVERED_FRAMES) {
      return List.of(ReasonCode.OCCLUDED); // and says why no face, or no clear one, is seen
    }
    return mostSeen(evidence)
        .filter(MENDABLE::contains)
        .findFirst()
        .map(List::of)
        .orElse(List.of(ReasonCode.FEW_FRAMES));
  }

  /** Why nothing certain is known of the session; never empty once anything was received. */
  List<ReasonCode> ofUndecided(SessionEvidence evidence) {
    List<ReasonCode> named = new ArrayList<>();
    FrameCounts counts = evidence.frameCounts();
    if (evidence.frames == 0 && counts.received() == 0) {
      return named;
    }
    boolean unreadable =
        evidence.frames == 0
            && counts.judged() == 0
            && counts.rejected() + counts.undecodable() > 0;
    if (unreadable) {
      named.add(ReasonCode.UNREADABLE);
    } else if (evidence.frames < fewestForAdmission) {
      named.add(ReasonCode.FEW_FRAMES);
    }
    mostSeen(evidence)
        .filter(r -> !named.contains(r))
        .limit(MOST - named.size())
        .forEach(named::add);
    return named.isEmpty() ? List.of(ReasonCode.FEW_FRAMES) : named;
  }

  private static Stream<ReasonCode> mostSeen(SessionEvidence evidence) {
    return Stream.of(ReasonCode.values())
        .filter(reason -> evidence.reasonCounts[reason.ordinal()] > 0)
        .sorted(Comparator.comparingInt(r -> -evidence.reasonCounts[r.ordinal()]));
  }

  /** Up to eight reasons in their order, a byte each. */
  static long pack(List<ReasonCode> reasons) {
    long packed = 0;
    for (int i = Math.min(reasons.size(), Long.BYTES) - 1; i >= 0; i--) {
      packed = packed << Byte.SIZE | (reasons.get(i).ordinal() + 1);
    }
    return packed;
  }

  static List<ReasonCode> unpack(long packed) {
    List<ReasonCode> reasons = new ArrayList<>();
    for (long rest = packed; rest != 0; rest >>>= Byte.SIZE) {
      reasons.add(ReasonCode.values()[(int) (rest & 0xff) - 1]);
    }
    return reasons;
  }
}
