package io.livegate.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
import io.livegate.policy.Effect;
import io.livegate.policy.Traces;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/** Clocks, devices, duplicates and gaps: none of them helps or harms anybody. */
class StreamsInTheWildTest {

  private static final String RULES =
      """
      id: wild
      version: 1
      gate: {timeout: 6s, onTimeout: refuse}
      rules:
        - id: let-in
          phase: gate
          when: [{signal: liveness.live, atLeast: 0.5, hits: 10, of: 14, within: 5s}]
          effect: admit
        - id: keep-out
          phase: gate
          when: [{signal: face.present, below: 0.5, hits: 8, of: 10, within: 5s}]
          effect: refuse
          verdict: NO_FACE
        - id: gone
          phase: admitted
          when: [{signal: face.present, below: 0.5, hits: 8, of: 10, within: 30s}]
          effect: disconnect
          verdict: NO_FACE
        - id: cut
          phase: admitted
          when: [{signal: content.explicit, atLeast: 0.8, hits: 5, of: 7, within: 30s}]
          effect: disconnect
          verdict: EXPLICIT
          cooldown: 1h
        - id: warn
          phase: admitted
          when: [{signal: content.sexy, atLeast: 0.8, hits: 2, of: 3, within: 30s}]
          effect: warn
          verdict: EXPLICIT
          cooldown: 10s
      """;

  private static final Map<String, Double> LIVE = Map.of("face.present", 1.0, "liveness.live", 0.9);
  private static final Map<String, Double> NOBODY = Map.of("face.present", 0.0);
  private static final Map<String, Double> EXPLICIT =
      Map.of("face.present", 1.0, "content.explicit", 0.99);
  private static final Map<String, Double> SEXY = Map.of("face.present", 1.0, "content.sexy", 0.99);

  private final Decider decider = new Decider(Scenario.parse(RULES));
  private SessionEvidence evidence = new SessionEvidence();
  private List<Decision> decisions = new ArrayList<>();
  private long seq;
  private long at = 1_000_000;

  private void frames(int count, long step, @Nullable String device, Map<String, Double> scores) {
    for (int i = 0; i < count; i++) {
      at += step;
      observe(seq++, at, device, scores);
    }
  }

  private void observe(
      long number, long time, @Nullable String device, Map<String, Double> scores) {
    Signals s = Traces.frame(number, time, Witness.SENDER, scores, Map.of(), List.of());
    decisions.addAll(
        decider.observe(
            evidence,
            new Signals(
                s.tenant(),
                s.session(),
                RecordKind.FRAME,
                null,
                device,
                s.witness(),
                s.seq(),
                s.atMillis(),
                s.capturedAtMillis(),
                s.quality(),
                s.lanes(),
                s.reasons(),
                s.counts())));
  }

  private List<String> rules() {
    List<String> rules = decisions.stream().map(Decision::ruleId).toList();
    decisions = new ArrayList<>();
    return rules;
  }

  /** A scene that changes all the time is looked at ten times as often as a calm one. */
  @Example
  void howOftenIsLookedChangesNothingOfWhatARuleAsksOfHalfAMinute() {
    String rules =
        RULES.replace(
            "below: 0.5, hits: 8, of: 10, within: 30s}",
            "below: 0.5, hits: 13, of: 16, within: 60s, spanning: 30s}");
    for (long step : new long[] {100, 250, 330, 1_000}) {
      Decider slow = new Decider(Scenario.parse(rules));
      evidence = new SessionEvidence();
      long began = at + 20 * 100;
      decisions = new ArrayList<>();
      for (int i = 0; i < 20 + 45_000 / step; i++) {
        at += i < 20 ? 100 : step;
        decisions.addAll(
            slow.observe(
                evidence,
                Traces.frame(
                    seq++, at, Witness.SENDER, i < 20 ? LIVE : NOBODY, Map.of(), List.of())));
      }

      assertThat(decisions).extracting(Decision::ruleId).containsExactly("let-in", "gone");
      assertThat(decisions.get(1).atMillis() - began).as("" + step).isBetween(29_000L, 34_000L);
    }
  }

  @Example
  void aClockThatWasAheadForAWhileLeavesNobodyUnwatched() {
    frames(10, 100, null, LIVE);
    at += 3_600_000;
    frames(3, 1000, null, EXPLICIT);
    at -= 3_600_000;
    frames(4, 1000, null, EXPLICIT);
    assertThat(rules()).as("what lay ahead is no evidence").containsExactly("let-in");
    frames(1, 1000, null, EXPLICIT);
    assertThat(rules()).containsExactly("cut");
  }

  @Example
  void aRuleThatSpokeAheadOfTimeIsNotSilentUntilThen() {
    frames(10, 100, null, LIVE);
    at += 3_600_000;
    frames(3, 1000, null, SEXY);
    at -= 3_600_000;
    rules();
    frames(14, 1000, null, SEXY);
    assertThat(rules()).containsExactly("warn");
  }

  @Example
  void aFrameThatIsALittleLateIsOnlyLate() {
    frames(10, 100, null, LIVE);
    frames(4, 1000, null, EXPLICIT);
    observe(seq++, at - 20_000, null, LIVE);
    frames(1, 1000, null, EXPLICIT);
    assertThat(rules()).containsExactly("let-in", "cut");
  }

  @Example
  void aSenderThatComesBackAndCountsAnewIsWatched() {
    frames(10, 100, null, LIVE);
    frames(80, 1000, null, LIVE);
    seq = 0;
    frames(5, 1000, null, EXPLICIT);
    assertThat(rules()).containsExactly("let-in", "cut");
  }

  @Example
  void aSenderThatSaysItStartsAgainMayCountFromZeroAtAnyTime() {
    frames(10, 100, null, LIVE);
    frames(20, 1000, null, LIVE);
    seq = 0;
    decisions.addAll(decider.observe(evidence, Traces.control(RecordKind.STARTED, at)));
    frames(5, 1000, null, EXPLICIT);
    assertThat(rules()).containsExactly("let-in", "cut");
  }

  @Example
  void aFrameSentAgainCountsOnce() {
    frames(10, 100, null, LIVE);
    rules();
    frames(2, 1000, null, EXPLICIT);
    for (int i = 0; i < 20; i++) {
      at += 100;
      observe(seq - 1, at, null, EXPLICIT);
    }
    assertThat(rules()).isEmpty();
  }

  @Example
  void whatOneDeviceShowedDoesNotAdmitAnother() {
    frames(9, 100, "a", LIVE);
    frames(1, 100, "b", LIVE);
    assertThat(rules()).isEmpty();
    frames(9, 100, "b", LIVE);
    assertThat(rules()).containsExactly("let-in");
  }

  @Example
  void aDeviceThatTakesOverIsNotHeldToAnswerForTheEmptyRoomOfTheOther() {
    frames(10, 100, "a", LIVE);
    frames(7, 1000, "a", NOBODY);
    frames(2, 1000, "b", NOBODY);
    assertThat(rules()).containsExactly("let-in");
    frames(6, 1000, "b", NOBODY);
    assertThat(rules()).containsExactly("gone");
  }

  @Example
  void twoDevicesAtOnceAdmitNobodyAndBringAHumanOnce() {
    for (int i = 0; i < 25; i++) {
      frames(1, 100, i % 2 == 0 ? "a" : "b", LIVE);
    }
    assertThat(decisions).hasSize(1);
    assertThat(decisions.get(0).effect()).isEqualTo(Effect.REVIEW);
    assertThat(decisions.get(0).reasons()).containsExactly(ReasonCode.SEVERAL_DEVICES);
    assertThat(rules()).containsExactly(Disturbances.DEVICES);
    for (int i = 0; i < 60; i++) {
      frames(1, 100, i % 2 == 0 ? "a" : "b", LIVE);
    }
    assertThat(rules()).containsExactly(GateClock.COACH, GateClock.TIMEOUT);
  }

  @Example
  void takingTurnsHidesNothing() {
    frames(10, 100, "a", LIVE);
    for (int i = 0; i < 6; i++) {
      frames(1, 1000, i % 2 == 0 ? "a" : "b", EXPLICIT);
    }
    assertThat(rules()).contains("cut");
  }

  @Example
  void afterALongGapAbsenceIsCountedFromTheFirstFrameOn() {
    frames(10, 100, null, LIVE);
    frames(7, 1000, null, NOBODY);
    at += 20_000;
    frames(7, 1000, null, NOBODY);
    assertThat(rules()).containsExactly("let-in");
    frames(1, 1000, null, NOBODY);
    assertThat(rules()).containsExactly("gone");
  }

  /** Gaps, clocks that jump to and fro, duplicates and frames that come late, in any mixture. */
  private void disturb(Random random, @Nullable String device, Map<String, Double> scores) {
    switch (random.nextInt(7)) {
      case 0 -> at += random.nextInt(100_000);
      case 1 -> at += random.nextInt(10_000_000);
      case 2 -> at -= random.nextInt(10_000_000);
      case 3 -> observe(Math.max(0, seq - 1), at, device, scores);
      case 4 -> observe(seq++, at - random.nextInt(30_000), device, scores);
      case 5 -> seq = 0;
      default -> frames(1, 1000, device, scores);
    }
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void noDisturbanceBringsAPersonIntoTrouble(@ForAll long seed) {
    start();
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      disturb(random, null, LIVE);
      frames(random.nextInt(4), 1000, null, LIVE);
    }
    assertThat(decisions).allSatisfy(d -> assertThat(d.effect().isRestrictive()).isFalse());
  }

  @Property(tries = 300, shrinking = ShrinkingMode.OFF)
  void noDisturbanceHidesAViolationThatGoesOn(@ForAll long seed) {
    start();
    Random random = new Random(seed);
    for (int i = 0; i < 30; i++) {
      disturb(random, null, EXPLICIT);
    }
    // At most 63 numbers are taken for repetitions when a sender counts anew and does not say so.
    frames(5 + 30 + 63, 1000, null, EXPLICIT);
    assertThat(rules()).contains("cut");
  }

  private void start() {
    evidence = new SessionEvidence();
    decisions = new ArrayList<>();
    seq = 0;
    at = 1_000_000_000;
    frames(10, 100, null, LIVE);
    assertThat(decisions).hasSize(1);
  }
}
