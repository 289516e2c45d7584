package io.livegate.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
import io.livegate.policy.Effect;
import io.livegate.policy.Mode;
import io.livegate.policy.Traces;
import io.livegate.policy.evidence.Outcome;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyParser;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneStatus;
import io.livegate.signal.ModelStamp;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import io.livegate.signal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeciderTest {

  private static final String RULES =
      """
      id: test
      version: 7
      mode: enforce
      gate: {timeout: 6s, onTimeout: refuse}
      rules:
        - id: let-in
          phase: gate
          when: [{signal: liveness.live, atLeast: 0.5, hits: 3, of: 4, within: 2s}]
          effect: admit
        - id: keep-out
          phase: gate
          when: [{signal: face.present, below: 0.5, hits: 3, of: 4, within: 2s}]
          effect: refuse
          verdict: NO_FACE
          reason: NO_FACE
          cooldown: 30s
        - id: ask
          phase: admitted
          when: [{signal: deepfake.fake, atLeast: 0.9, hits: 3, of: 4, within: 10s}]
          effect: review
          verdict: SYNTHETIC_SUSPECT
          cooldown: 5s
        - id: blur
          phase: admitted
          when: [{signal: content.explicit, atLeast: 0.7, hits: 2, of: 3, within: 10s}]
          effect: blur
          verdict: EXPLICIT
          cooldown: 4s
        - id: cut
          phase: admitted
          when: [{signal: content.explicit, atLeast: 0.7, hits: 9, of: 9, within: 20s}]
          effect: disconnect
          verdict: EXPLICIT
        - id: keep-away
          phase: admitted
          when:
            - {signal: content.explicit, atLeast: 0.7, hits: 12, of: 12, within: 20s}
            - {signal: liveness.live, below: 0.2, hits: 3, of: 4, within: 20s}
          effect: ban
          verdict: EXPLICIT
          expires: 2d
      """;

  private static final Map<String, Double> LIVE = Map.of("face.present", 1.0, "liveness.live", 0.9);
  private static final Map<String, Double> NOBODY = Map.of("face.present", 0.0);
  private static final Map<String, Double> EXPLICIT = Map.of("content.explicit", 0.99);

  private Decider decider = decider(RULES);
  private final SessionEvidence evidence = new SessionEvidence();
  private final List<Decision> decisions = new ArrayList<>();
  private long seq;

  @Test
  void aDecisionSaysWhatItRestsOn() {
    frames(3, 0, 100, LIVE);
    assertThat(decisions)
        .containsExactly(
            new Decision(
                Effect.ADMIT,
                "let-in",
                Mode.ENFORCE,
                Verdict.LIVE,
                200,
                0,
                true,
                List.of(),
                List.of(
                    new Fired(
                        "liveness.live",
                        io.livegate.policy.Condition.Comparison.AT_LEAST,
                        0.5,
                        0.9,
                        3,
                        3,
                        3,
                        4,
                        0,
                        200)),
                List.of(new ModelStamp("liveness", "1", "00", "liveness")),
                "test",
                7,
                null,
                Automation.FULLY));
  }

  @Test
  void aRefusalBeatsAnAdmissionOfTheSameMoment() {
    Map<String, Double> both = Map.of("face.present", 0.0, "liveness.live", 0.9);
    frames(3, 0, 100, both);
    assertThat(decisions).extracting(Decision::ruleId).containsExactly("keep-out");
    assertThat(decisions.get(0).expiresAtMillis()).isEqualTo(30_200);
    assertThat(decisions.get(0).admitted()).isFalse();
  }

  @Test
  void theEarlierOfTwoEquallySevereRulesWins() {
    String twice =
        RULES
            + RULES
                .substring(RULES.indexOf("  - id: keep-out"), RULES.indexOf("  - id: ask"))
                .replace("keep-out", "second");
    decider = decider(twice);
    frames(3, 0, 100, NOBODY);
    assertThat(decisions).extracting(Decision::ruleId).containsExactly("keep-out");
  }

  @Test
  void nothingButCountingHappensAfterARefusal() {
    frames(50, 0, 100, NOBODY);
    assertThat(decisions).hasSize(1);
    assertThat(decider.summary(evidence).frames().judged()).isEqualTo(50);
    assertThat(decider.nextDeadlineMillis(evidence)).isEqualTo(Long.MAX_VALUE);
    assertThat(decider.advance(evidence, 1_000_000)).isEmpty();
  }

  @Test
  void theLadderAfterAdmissionEndsAtItsMostSevereSatisfiedRule() {
    frames(3, 0, 100, LIVE);
    frames(9, 1000, 1000, EXPLICIT);
    assertThat(decisions)
        .extracting(Decision::effect)
        .containsExactly(Effect.ADMIT, Effect.BLUR, Effect.BLUR, Effect.DISCONNECT);
    assertThat(decisions).extracting(Decision::atMillis).containsExactly(200L, 2000L, 6000L, 9000L);
    assertThat(decisions).extracting(Decision::ordinal).containsExactly(0, 1, 2, 3);
    SessionSummary summary = decider.summary(evidence);
    assertThat(summary.outcome()).isEqualTo(Outcome.DISCONNECTED);
    assertThat(summary.admitted()).isTrue();
    assertThat(summary.decidedAtMillis()).isEqualTo(9000);
  }

  @Test
  void aBanExpires() {
    decider = decider(RULES.replace("hits: 9, of: 9", "hits: 20, of: 20"));
    frames(3, 0, 100, LIVE);
    frames(12, 1000, 1000, Map.of("content.explicit", 0.9, "liveness.live", 0.1));
    Decision ban = decisions.get(decisions.size() - 1);
    assertThat(ban.effect()).isEqualTo(Effect.BAN);
    assertThat(ban.expiresAtMillis()).isEqualTo(12_000 + 2 * 86_400_000L);
    assertThat(ban.evidence()).hasSize(2);
    assertThat(decider.summary(evidence).outcome()).isEqualTo(Outcome.BANNED);
  }

  @Test
  void aReviewDoesNotHideThatTheSessionWasAdmitted() {
    frames(3, 0, 100, LIVE);
    frames(3, 1000, 1000, Map.of("deepfake.fake", 0.95));
    SessionSummary summary = decider.summary(evidence);
    assertThat(summary.outcome()).isEqualTo(Outcome.REVIEW);
    assertThat(summary.admitted()).isTrue();
    assertThat(decisions.get(1).automation()).isEqualTo(Automation.PARTIALLY);
  }

  @Test
  void oldEvidenceDoesNotFireAgainWhenTheCooldownEnds() {
    frames(3, 0, 100, LIVE);
    frames(2, 1000, 500, EXPLICIT);
    frames(8, 2000, 1000, Map.of("face.present", 1.0));
    assertThat(decisions).extracting(Decision::effect).containsExactly(Effect.ADMIT, Effect.BLUR);
  }

  @Test
  void whatAReceiverSawCountsForReviewOnly() {
    frames(3, 0, 100, LIVE);
    for (int i = 0; i < 12; i++) {
      observe(
          Traces.frame(
              i,
              1000 + i * 500L,
              Witness.RECEIVER,
              Map.of("content.explicit", 1.0, "deepfake.fake", 1.0),
              Map.of(),
              List.of()));
    }
    assertThat(decisions).extracting(Decision::effect).containsExactly(Effect.ADMIT, Effect.REVIEW);
  }

  @Test
  void aReceiverMovesNoClockOfTheGate() {
    frames(1, 0, 100, Map.of("face.present", 1.0));
    observe(Traces.frame(0, 50_000, Witness.RECEIVER, LIVE, Map.of(), List.of()));
    frames(1, 100, 100, Map.of("face.present", 1.0));
    assertThat(decisions).isEmpty();
    assertThat(evidence.lastAtMillis).isEqualTo(100);
  }

  @Test
  void aFrameNumberSeenBeforeIsCountedAndOtherwiseIgnored() {
    for (int i = 0; i < 5; i++) {
      observe(Traces.frame(1, i * 100L, NOBODY));
    }
    assertThat(decisions).isEmpty();
    assertThat(decider.summary(evidence).frames().judged()).isEqualTo(5);
  }

  @Test
  void aFrameOlderThanTheNewestIsCountedAndOtherwiseIgnored() {
    observe(Traces.frame(9, 1000, NOBODY));
    observe(Traces.frame(3, 300, NOBODY));
    observe(Traces.frame(4, 400, NOBODY));
    assertThat(decisions).isEmpty();
    assertThat(decider.summary(evidence).frames().judged()).isEqualTo(3);
  }

  @Test
  void theGateCoachesHalfWayAndThenDoesWhatTheTenantChose() {
    assertGate("refuse", Effect.REFUSE, Outcome.REFUSED, false);
    assertGate("admit-watched", Effect.ADMIT, Outcome.ADMITTED, true);
    assertGate("review", Effect.REVIEW, Outcome.REVIEW, false);
  }

  private void assertGate(String onTimeout, Effect effect, Outcome outcome, boolean admitted) {
    Decider chosen = decider(RULES.replace("onTimeout: refuse", "onTimeout: " + onTimeout));
    SessionEvidence fresh = new SessionEvidence();
    List<Decision> made = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      made.addAll(
          chosen.observe(
              fresh,
              Traces.frame(
                  i, i * 100L, Witness.SENDER, Map.of(), Map.of(), List.of(ReasonCode.DARK))));
    }
    assertThat(made).extracting(Decision::effect).containsExactly(Effect.COACH, effect);
    assertThat(made).extracting(Decision::ruleId).containsExactly("gate.coach", "gate.timeout");
    assertThat(made).extracting(Decision::atMillis).containsExactly(3000L, 6000L);
    assertThat(made).allSatisfy(d -> assertThat(d.reasons()).containsExactly(ReasonCode.DARK));
    assertThat(made).allSatisfy(d -> assertThat(d.verdict()).isEqualTo(Verdict.UNSURE));
    assertThat(chosen.summary(fresh).outcome()).isEqualTo(outcome);
    assertThat(chosen.summary(fresh).admitted()).isEqualTo(admitted);
  }

  @Test
  void theClockDecidesTheSameWhetherATimerOrTheNextFrameTells() {
    frames(30, 0, 100, Map.of());
    SessionEvidence other = new SessionEvidence();
    List<Decision> byTimer = new ArrayList<>();
    for (int i = 0; i < 61; i++) {
      byTimer.addAll(decider.observe(other, Traces.frame(i, i * 100L, Map.of())));
      if (decider.nextDeadlineMillis(other) <= i * 100L + 50) {
        byTimer.addAll(decider.advance(other, i * 100L + 50));
      }
    }
    frames(35, 3000, 100, Map.of());
    assertThat(decisions).isEqualTo(byTimer).hasSize(2);
  }

  @Test
  void aTimerThatComesLateRefusesNobody() {
    frames(10, 0, 100, Map.of());
    assertThat(decider.advance(evidence, 60_000)).isEmpty();
    assertThat(decider.nextDeadlineMillis(evidence)).isEqualTo(Long.MAX_VALUE);
    frames(1, 61_000, 100, Map.of());
    assertThat(decisions).isEmpty();
    assertThat(decider.nextDeadlineMillis(evidence)).isEqualTo(64_000);
  }

  @Test
  void aStreamThatFellSilentAtTheGateIsNotTimedOut() {
    frames(3, 0, 100, Map.of());
    List<Decision> made = new ArrayList<>();
    made.addAll(decider.advance(evidence, decider.nextDeadlineMillis(evidence)));
    made.addAll(decider.advance(evidence, decider.nextDeadlineMillis(evidence)));
    assertThat(made).extracting(Decision::effect).containsExactly(Effect.COACH);
  }

  @Test
  void aFaceHiddenForHalfASecondIsToldSoRatherThanThatThereIsNone() {
    for (int i = 0; i <= 40; i++) {
      boolean hidden = i >= 3 && i < 8;
      observe(
          Traces.frame(
              i,
              i * 100L,
              Witness.SENDER,
              Map.of(),
              Map.of(),
              hidden
                  ? List.of(ReasonCode.NO_FACE, ReasonCode.OCCLUDED)
                  : List.of(ReasonCode.NO_FACE)));
    }
    assertThat(decisions).first().extracting(Decision::effect).isEqualTo(Effect.COACH);
    assertThat(decisions.get(0).reasons()).containsExactly(ReasonCode.OCCLUDED);
  }

  @Test
  void absenceRestartsAfterAnOutage() {
    decider = decider(RULES.replace("hits: 3, of: 4, within: 2s", "hits: 3, of: 4, within: 60s"));
    frames(2, 0, 100, NOBODY);
    frames(2, 6_000, 100, NOBODY);
    assertThat(decisions).isEmpty();
    frames(1, 6_200, 100, NOBODY);
    assertThat(decisions).extracting(Decision::effect).containsExactly(Effect.REFUSE);
  }

  @Test
  void whatWasReallySeenBeforeAnOutageStillCounts() {
    frames(3, 0, 100, LIVE);
    frames(1, 1_000, 100, EXPLICIT);
    frames(1, 7_000, 100, EXPLICIT);
    assertThat(decisions).extracting(Decision::effect).containsExactly(Effect.ADMIT, Effect.BLUR);
  }

  @Test
  void aPolicyThatBeginsToEnforceGoesBackToWhatIsInForce() {
    Decider observing = decider(RULES.replace("mode: enforce", "mode: observe"));
    for (int i = 0; i < 5; i++) {
      decisions.addAll(observing.observe(evidence, Traces.frame(seq++, i * 100L, NOBODY)));
    }
    assertThat(decisions).extracting(Decision::mode).containsExactly(Mode.OBSERVE);
    assertThat(observing.summary(evidence).outcome()).isEqualTo(Outcome.UNDECIDED);
    frames(1, 500, 100, NOBODY);
    assertThat(decisions).extracting(Decision::mode).containsExactly(Mode.OBSERVE, Mode.ENFORCE);
    assertThat(decider.summary(evidence).outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void aNewVersionKeepsTheEvidenceOfUnchangedConditions() {
    frames(2, 0, 100, NOBODY);
    decider = decider(RULES.replace("version: 7", "version: 8").replace("hits: 9", "hits: 8"));
    frames(1, 200, 100, NOBODY);
    assertThat(decisions).extracting(Decision::policyVersion).containsExactly(8);
  }

  @Test
  void aNewVersionStartsAfreshForAChangedCondition() {
    frames(2, 0, 100, NOBODY);
    decider = decider(RULES.replace("below: 0.5", "below: 0.4"));
    frames(2, 200, 100, NOBODY);
    assertThat(decisions).isEmpty();
    frames(1, 400, 100, NOBODY);
    assertThat(decisions).extracting(Decision::effect).containsExactly(Effect.REFUSE);
  }

  @Test
  void aLaneThatGivesNoScoreDoesNotCountAgainstAnybody() {
    for (int i = 0; i < 40; i++) {
      observe(
          Traces.frame(
              i,
              i * 100L,
              Witness.SENDER,
              Map.of(),
              Map.of(Lane.FACE, LaneStatus.NOT_DUE, Lane.LIVENESS, LaneStatus.FAILED),
              List.of()));
    }
    assertThat(decisions).extracting(Decision::effect).containsExactly(Effect.COACH);
  }

  @Test
  void controlRecordsBeginReportAndEndASession() {
    observe(Traces.control(RecordKind.STARTED, 1000));
    assertThat(decider.nextDeadlineMillis(evidence)).isEqualTo(4000);
    observe(Traces.control(RecordKind.STARTED, 2000));
    assertThat(decider.nextDeadlineMillis(evidence)).isEqualTo(4000);
    observe(Traces.control(RecordKind.REPORTED, 2500));
    assertThat(evidence.reports).isEqualTo(1);
    observe(Traces.control(RecordKind.ENDED, 3000));
    assertThat(decider.nextDeadlineMillis(evidence)).isEqualTo(Long.MAX_VALUE);
    frames(50, 3000, 100, NOBODY);
    assertThat(decisions).isEmpty();
    assertThat(decider.summary(evidence).outcome()).isEqualTo(Outcome.UNDECIDED);
  }

  @Test
  void aSessionOfWhichNothingCouldBeReadSaysSo() {
    observe(Traces.control(RecordKind.STARTED, 0));
    FrameCounts bad = new FrameCounts(0, 0, 0, 0, 2, 1, 0, 0, 0, 0);
    observe(Traces.control(RecordKind.ENDED, 0, bad, List.of(ReasonCode.UNSUPPORTED_FORMAT)));
    SessionSummary summary = decider.summary(evidence);
    assertThat(summary.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(summary.reasons())
        .containsExactly(ReasonCode.UNREADABLE, ReasonCode.UNSUPPORTED_FORMAT);
    assertThat(summary.decidedAtMillis()).isNull();
  }

  @Test
  void aStillIsUndecidedWithItsScores() {
    frames(1, 0, 100, Map.of("face.present", 1.0, "liveness.live", 0.87654));
    observe(Traces.control(RecordKind.ENDED, 0));
    SessionSummary summary = decider.summary(evidence);
    assertThat(summary.verdict()).isEqualTo(Verdict.UNSURE);
    assertThat(summary.reasons()).containsExactly(ReasonCode.FEW_FRAMES);
    assertThat(summary.lastScores())
        .containsEntry("face.present", 1.0)
        .containsEntry("liveness.live", 0.8765);
  }

  @Test
  void scoresAreComparedAfterRoundingToATenThousandth() {
    frames(3, 0, 100, Map.of("liveness.live", 0.49996));
    assertThat(decisions).extracting(Decision::effect).containsExactly(Effect.ADMIT);
  }

  private void frames(int count, long fromMillis, long everyMillis, Map<String, Double> scores) {
    for (int i = 0; i < count; i++) {
      observe(Traces.frame(seq++, fromMillis + i * everyMillis, scores));
    }
  }

  private void observe(Signals signals) {
    decisions.addAll(decider.observe(evidence, signals));
  }

  private static Decider decider(String yaml) {
    try {
      return new Decider(PolicyParser.parse(yaml, "test"));
    } catch (PolicyException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }
}
