package io.livegate.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
import io.livegate.policy.Effect;
import io.livegate.policy.Mode;
import io.livegate.policy.Policy;
import io.livegate.policy.Task;
import io.livegate.policy.Traces;
import io.livegate.policy.challenge.Challenge;
import io.livegate.policy.challenge.ChallengeReason;
import io.livegate.policy.challenge.Closing;
import io.livegate.policy.challenge.Result;
import io.livegate.policy.challenge.SecretDraw;
import io.livegate.policy.evidence.EvidenceBytes;
import io.livegate.policy.evidence.Outcome;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What brings a challenge, and what follows from its end. */
class ChallengesTest {

  private static final String POLICY =
      """
      id: challenges
      version: 1
      mode: enforce
      gate: {timeout: 6s, onTimeout: refuse}
      challenge: {tasks: [%s], deadline: 6s, attempts: %d, onFailed: %s, silence: 2m}
      rules:
        - id: live
          phase: gate
          when: [{signal: liveness.live, atLeast: 0.5, hits: 3, of: 4, within: 3s}]
          effect: admit
        - id: gone
          phase: admitted
          when: [{signal: face.present, below: 0.5, hits: 5, of: 6, within: 3s}]
          effect: disconnect
          verdict: NO_FACE
        - id: suspect
          phase: any
          when: [{signal: deepfake.fake, atLeast: 0.8, hits: 2, of: 3, within: 5s}]
          effect: challenge
          verdict: SYNTHETIC_SUSPECT
          cooldown: 5s
        - id: reported
          phase: any
          reports: 1
          effect: challenge
          verdict: INJECTION_SUSPECT
          cooldown: 5s
      """;

  /** Lets in only who did a task, and asks whoever takes the place. */
  private static final String DOOR =
      """
      id: door
      version: 1
      mode: enforce
      gate: {timeout: 6s, onTimeout: refuse}
      challenge: {tasks: [turn-left, turn-right], deadline: 6s}
      rules:
        - id: live
          phase: gate
          task: passed
          when: [{signal: liveness.live, atLeast: 0.5, hits: 3, of: 4, within: 3s}]
          effect: admit
        - id: everybody
          phase: gate
          when: [{signal: face.present, atLeast: 1, hits: 2, of: 3, within: 3s}]
          effect: challenge
          cooldown: 5s
        - id: whoever-comes
          phase: recheck
          when: [{signal: face.present, atLeast: 1, hits: 2, of: 3, within: 3s}]
          effect: challenge
      """;

  private static final SecretDraw DRAW = new SecretDraw("a secret of this test");

  private final List<Decision> made = new ArrayList<>();
  private Decider decider = decider("turn-left, turn-right", 1, "review");
  private SessionEvidence evidence = new SessionEvidence();
  private @Nullable String device;
  private long now;
  private long seq;

  @Test
  void suspicionAsksForATaskAndAPassSilencesIt() {
    admit();
    Challenge asked = suspect();
    shown(asked);
    perform(asked.task());

    Closing closing = closing();
    assertThat(closing.why()).isEqualTo(ChallengeReason.ANSWERED);
    assertThat(effects()).containsExactly(Effect.ADMIT, Effect.CHALLENGE, Effect.CHALLENGE);
    frames(30, 1000, Map.of("deepfake.fake", 0.9));
    assertThat(effects()).as("silent for two minutes").hasSize(3);
    frames(120, 1000, Map.of("deepfake.fake", 0.9));
    assertThat(made.get(3).challenge().number()).isEqualTo(2);
  }

  @Test
  void whereThePolicyWantsTwoPassesOneIsFollowedByAnotherTask() {
    decider = decider("turn-left, turn-right", 1, "review, passes: 2");
    admit();
    Challenge first = suspect();
    shown(first);
    perform(first.task());
    Challenge second = lastAsked();
    assertThat(closing().result()).isEqualTo(Result.PASSED);
    assertThat(second.number()).isEqualTo(2);
    assertThat(second.attempt()).isEqualTo(1);
    assertThat(second.task()).isNotEqualTo(first.task());

    shown(second);
    perform(second.task());
    frames(30, 1000, Map.of("deepfake.fake", 0.9));
    assertThat(effects())
        .as("two tasks asked and closed, then silence")
        .containsExactly(
            Effect.ADMIT, Effect.CHALLENGE, Effect.CHALLENGE, Effect.CHALLENGE, Effect.CHALLENGE);
  }

  @Test
  void whoPassesOneOfTwoTasksHasNotAnswered() {
    decider = decider("turn-left, turn-right", 1, "stop, passes: 2");
    admit();
    Challenge first = suspect();
    shown(first);
    perform(first.task());
    shown(lastAsked());
    frames(70, 100, calm());

    assertThat(closing().why()).isEqualTo(ChallengeReason.LATE);
    assertThat(made.get(made.size() - 1).effect()).isEqualTo(Effect.DISCONNECT);
  }

  @Test
  void aFailedTaskGoesToAHumanUnlessThePolicySaysStop() {
    admit();
    shown(suspect());
    frames(70, 100, calm());

    assertThat(closing().why()).isEqualTo(ChallengeReason.LATE);
    Decision last = made.get(made.size() - 1);
    assertThat(last.effect()).isEqualTo(Effect.REVIEW);
    assertThat(last.verdict().name()).isEqualTo("SYNTHETIC_SUSPECT");
    assertThat(last.reasons()).containsExactly(ReasonCode.CHALLENGE_FAILED);
    assertThat(last.ruleId()).isEqualTo("suspect");
  }

  @Test
  void withStopAFailedTaskDisconnectsAfterAdmissionAndRefusesAtTheGate() {
    decider = decider("turn-left, turn-right", 1, "stop");
    admit();
    shown(suspect());
    frames(70, 100, calm());
    assertThat(made.get(made.size() - 1).effect()).isEqualTo(Effect.DISCONNECT);
    assertThat(decider.summary(evidence).outcome()).isEqualTo(Outcome.DISCONNECTED);

    restart();
    shown(suspect());
    frames(70, 100, calm());
    assertThat(effects()).containsExactly(Effect.CHALLENGE, Effect.CHALLENGE, Effect.REFUSE);
  }

  @Test
  void whatIsUnclearOrNotShownGoesToAHumanEvenWithStop() {
    decider = decider("turn-left, turn-right", 1, "stop");
    admit();
    shown(suspect());
    frames(10, 100, Map.of("face.present", 0.0, "face.count", 0.0));
    assertThat(closing().why()).isEqualTo(ChallengeReason.FACE_LOST);
    assertThat(made.get(made.size() - 1).effect()).isEqualTo(Effect.REVIEW);

    restart();
    admit();
    suspect();
    frames(150, 100, calm());
    assertThat(closing().result()).isEqualTo(Result.NOT_SHOWN);
    assertThat(made.get(made.size() - 1).effect()).isEqualTo(Effect.REVIEW);
    assertThat(made.get(made.size() - 1).reasons()).containsExactly(ReasonCode.CHALLENGE_UNCLEAR);
  }

  @Test
  void aSecondAttemptAsksForAnotherTask() {
    decider = decider("turn-left, turn-right", 2, "review");
    admit();
    Challenge first = suspect();
    shown(first);
    frames(70, 100, calm());
    Challenge second = lastAsked();

    assertThat(second.attempt()).isEqualTo(2);
    assertThat(second.task()).isNotEqualTo(first.task());
    shown(second);
    frames(70, 100, calm());
    assertThat(effects())
        .endsWith(Effect.CHALLENGE, Effect.CHALLENGE, Effect.CHALLENGE, Effect.REVIEW);
  }

  @Test
  void whoDeclinesIsAskedForAnotherKindOfTaskAndThenAHuman() {
    decider = decider("turn-left, turn-right, hand-across-face", 1, "stop");
    admit();
    Set<Task.Kind> asked = EnumSet.noneOf(Task.Kind.class);
    Challenge first = suspect();
    asked.add(first.task().kind());
    assertThat(first.alternative()).isTrue();
    declined(first);
    Challenge second = lastAsked();
    asked.add(second.task().kind());
    assertThat(second.alternative()).isFalse();
    declined(second);

    assertThat(asked).containsExactlyInAnyOrder(Task.Kind.TURN, Task.Kind.HAND);
    assertThat(made.get(made.size() - 1).effect()).isEqualTo(Effect.REVIEW);
    frames(30, 1000, Map.of("deepfake.fake", 0.9));
    assertThat(effects())
        .as("a task is not asked again of who can do none")
        .endsWith(Effect.REVIEW);
    assertThat(effects()).doesNotContain(Effect.DISCONNECT);
  }

  @Test
  void aReportBringsOneChallengeAndAnotherReportAnother() {
    admit();
    control(RecordKind.REPORTED, null);
    frames(1, 100, calm());
    assertThat(lastAsked().number()).isEqualTo(1);
    assertThat(made.get(made.size() - 1).verdict().name()).isEqualTo("INJECTION_SUSPECT");
    shown(lastAsked());
    frames(200, 100, calm());
    assertThat(effects()).filteredOn(e -> e == Effect.REVIEW).hasSize(1);
    int before = made.size();
    frames(300, 100, calm());
    assertThat(made).hasSize(before);
    control(RecordKind.REPORTED, null);
    frames(1, 100, calm());
    assertThat(lastAsked().number()).isEqualTo(2);
  }

  @Test
  void aSpotCheckAsksTheDrawnShareOfSessionsOnceEach() {
    Policy policy =
        Scenario.parse(
            """
            id: spot
            version: 1
            gate: {timeout: 6s, onTimeout: review}
            rules:
              - {id: spot-check, phase: any, share: 0.2, effect: challenge}
            """);
    int asked = 0;
    for (int i = 0; i < 500; i++) {
      SessionEvidence one = new SessionEvidence();
      List<Decision> decisions = new ArrayList<>();
      for (int f = 0; f < 3; f++) {
        decisions.addAll(
            new Decider(policy, DRAW).observe(one, of("session " + i, null, f, f * 100, calm())));
      }
      assertThat(decisions).hasSizeLessThanOrEqualTo(1);
      asked += decisions.size();
    }
    assertThat(asked).isBetween(70, 130);
  }

  @Test
  void nobodyIsAdmittedOrTimedOutWhileATaskIsOpenAndTheGateGoesOnAfterIt() {
    Challenge asked = suspect();
    shown(asked);
    frames(50, 100, with(calm(), "liveness.live", 0.9));
    assertThat(effects()).containsExactly(Effect.CHALLENGE);
    frames(30, 100, with(calm(), "liveness.live", 0.9));
    assertThat(effects())
        .containsExactly(Effect.CHALLENGE, Effect.CHALLENGE, Effect.REVIEW, Effect.ADMIT);
  }

  @Test
  void aFaceThatTheTaskHidesCostsNothingMeanwhile() {
    decider = decider("hand-across-face, come-closer", 1, "review");
    admit();
    control(RecordKind.CHALLENGE_ASKED, "hand-across-face");
    control(RecordKind.CHALLENGE_SHOWN, null);
    frames(6, 100, calm());
    frames(10, 100, Map.of("face.present", 0.0, "face.count", 0.0, "face.covered", 1.0));
    frames(30, 100, calm());

    assertThat(effects()).containsExactly(Effect.ADMIT, Effect.CHALLENGE, Effect.CHALLENGE);
    assertThat(closing().why()).isEqualTo(ChallengeReason.ANSWERED);
  }

  @Test
  void whatThePlatformAsksItselfHasNoConsequenceButTheOutcome() {
    decider = decider("turn-left, turn-right", 3, "stop");
    admit();
    control(RecordKind.CHALLENGE_ASKED, "blink-twice");
    assertThat(lastAsked().task()).isEqualTo(Task.BLINK_TWICE);
    assertThat(made.get(made.size() - 1).ruleId()).isEqualTo("challenge.asked");
    control(RecordKind.CHALLENGE_SHOWN, "1");
    frames(70, 100, calm());
    assertThat(closing().result()).isEqualTo(Result.FAILED);
    assertThat(effects()).containsExactly(Effect.ADMIT, Effect.CHALLENGE, Effect.CHALLENGE);
    control(RecordKind.CHALLENGE_ASKED, "no such task");
    assertThat(made).hasSize(3);
  }

  @Test
  void aLateRecordOfAnotherChallengeStartsNoClock() {
    admit();
    Challenge asked = suspect();
    control(RecordKind.CHALLENGE_SHOWN, "7");
    control(RecordKind.CHALLENGE_DECLINED, "7");
    frames(20, 100, calm());
    assertThat(evidence.challenge.isShown()).isFalse();
    shown(asked);
    assertThat(evidence.challenge.isShown()).isTrue();
  }

  @Test
  void onlyTheSendersFramesAnswer() {
    admit();
    Challenge asked = suspect();
    shown(asked);
    for (int i = 0; i < 60; i++) {
      made.addAll(
          decider.observe(
              evidence,
              Traces.frame(
                  i,
                  now + i * 100L,
                  Witness.RECEIVER,
                  pose(asked.task(), i),
                  Map.of(),
                  List.of())));
    }
    assertThat(effects()).containsExactly(Effect.ADMIT, Effect.CHALLENGE);
  }

  @Test
  void theClockAloneEndsATaskNobodyAnswers() {
    admit();
    shown(suspect());
    frames(5, 100, calm());
    long due = decider.nextDeadlineMillis(evidence);
    assertThat(due).isBetween(now, now + 6000);
    made.addAll(decider.advance(evidence, due));
    assertThat(closing().result()).isEqualTo(Result.UNCLEAR);
    assertThat(decider.nextDeadlineMillis(evidence)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aSessionThatEndsTakesItsTaskWithIt() {
    admit();
    shown(suspect());
    control(RecordKind.ENDED, null);
    assertThat(closing().why()).isEqualTo(ChallengeReason.ENDED);
    assertThat(effects()).doesNotContain(Effect.REVIEW);
  }

  @Test
  void whoTakesThePlaceOfOneWhoPassedAtTheGateIsAskedToo() {
    decider = new Decider(Scenario.parse(DOOR), DRAW);
    passes(0);
    frames(10, 100, face(1));
    assertThat(effects()).as("let in for the other's task").doesNotContain(Effect.ADMIT);
    assertThat(lastAsked().number()).isEqualTo(2);

    passes(1);
    frames(10, 100, face(1));
    assertThat(effects()).endsWith(Effect.CHALLENGE, Effect.ADMIT);
  }

  @Test
  void whatOneDevicePassedDoesNotLetAnotherIn() {
    decider = new Decider(Scenario.parse(DOOR), DRAW);
    device = "one";
    passes(0);
    device = "another";
    frames(10, 100, face(0));
    assertThat(effects()).doesNotContain(Effect.ADMIT);
    assertThat(lastAsked().number()).isEqualTo(2);
  }

  @Test
  void whoTakesThePlaceOfOneWhoWasLetInForATaskIsLookedAtUntilATaskIsPassed() {
    decider = new Decider(Scenario.parse(DOOR), DRAW);
    passes(0);
    frames(10, 100, face(0));
    assertThat(effects()).endsWith(Effect.ADMIT);

    frames(10, 100, face(1));
    assertThat(evidence.rechecked).isTrue();
    passes(1);
    frames(10, 100, face(1));
    assertThat(evidence.rechecked).isFalse();
  }

  @Test
  void anObservingPolicyOnlySaysWhatItWouldAsk() {
    Policy observing =
        Scenario.parse(yaml("turn-left, turn-right", 1, "review").replace("enforce", "observe"));
    decider = new Decider(observing, DRAW);
    admit();
    frames(3, 100, Map.of("deepfake.fake", 0.9));
    Decision asked = made.get(made.size() - 1);
    assertThat(asked.effect()).isEqualTo(Effect.CHALLENGE);
    assertThat(asked.mode()).isEqualTo(Mode.OBSERVE);
    assertThat(asked.challenge().number()).isEqualTo(1);
    assertThat(evidence.isChallenged()).isFalse();
  }

  @Test
  void theSameSessionIsAskedTheSameAndAnotherSecretAsksOthers() {
    Set<List<Task>> drawn = new java.util.HashSet<>();
    for (String secret : List.of("one", "one", "two", "three", "four", "five")) {
      Policy policy =
          Scenario.parse(yaml("turn-left, turn-right, come-closer, blink-twice", 1, "review"));
      Decider one = new Decider(policy, new SecretDraw(secret));
      SessionEvidence session = new SessionEvidence();
      List<Task> tasks = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        long at = i * 10_000L;
        control(one, session, RecordKind.CHALLENGE_ASKED, null, at)
            .forEach(d -> tasks.add(d.challenge().task()));
        control(one, session, RecordKind.CHALLENGE_DECLINED, null, at + 1);
        session.challenge.declined = 0;
      }
      assertThat(tasks).hasSize(6);
      for (int i = 1; i < tasks.size(); i++) {
        assertThat(tasks.get(i)).isNotEqualTo(tasks.get(i - 1));
      }
      drawn.add(tasks);
    }
    assertThat(drawn).hasSizeBetween(4, 5);
  }

  @Test
  void anOpenTaskSurvivesACheckpoint() {
    admit();
    Challenge asked = suspect();
    shown(asked);
    for (int i = 0; i < 50 && evidence.challenge.isOpen(); i++) {
      evidence = EvidenceBytes.read(EvidenceBytes.write(evidence));
      frames(1, 100, pose(asked.task(), i));
    }
    assertThat(closing().why()).isEqualTo(ChallengeReason.ANSWERED);
  }

  private void restart() {
    made.clear();
    evidence = new SessionEvidence();
    now = 0;
    seq = 0;
  }

  private void admit() {
    frames(5, 100, with(calm(), "liveness.live", 0.9));
  }

  private Challenge suspect() {
    for (int i = 0; i < 3 && !evidence.isChallenged(); i++) {
      frames(1, 100, with(calm(), "deepfake.fake", 0.9));
    }
    return lastAsked();
  }

  private void shown(Challenge asked) {
    control(RecordKind.CHALLENGE_SHOWN, Integer.toString(asked.number()));
  }

  private void declined(Challenge asked) {
    control(RecordKind.CHALLENGE_DECLINED, Integer.toString(asked.number()));
  }

  /** Waits until a task is asked, and does it as that face. */
  private void passes(int face) {
    for (int i = 0; i < 10 && !evidence.isChallenged(); i++) {
      frames(1, 100, with(calm(), "face.track", face));
    }
    Challenge asked = lastAsked();
    shown(asked);
    for (int i = 0; i < 60 && evidence.isChallenged(); i++) {
      frames(1, 100, with(pose(asked.task(), i), "face.track", face));
    }
    assertThat(closing().why()).isEqualTo(ChallengeReason.ANSWERED);
  }

  /** Somebody whom all that is measured lets in. */
  private static Map<String, Double> face(int number) {
    return with(with(calm(), "liveness.live", 0.9), "face.track", number);
  }

  private void perform(Task task) {
    for (int i = 0; i < 45; i++) {
      frames(1, 100, pose(task, i));
    }
  }

  private static Map<String, Double> pose(Task task, int frame) {
    double hump = Math.max(0, Math.min(Math.min((frame - 8) / 4.0, (28 - frame) / 4.0), 1));
    return with(calm(), "face.yaw", (task == Task.TURN_LEFT ? 50 : -50) * hump);
  }

  private void frames(int count, long every, Map<String, Double> scores) {
    for (int i = 0; i < count; i++) {
      made.addAll(decider.observe(evidence, of("s", device, seq++, now, scores)));
      now += every;
    }
  }

  private void control(RecordKind kind, String challenge) {
    made.addAll(control(decider, evidence, kind, challenge, now));
  }

  private static List<Decision> control(
      Decider decider, SessionEvidence evidence, RecordKind kind, String challenge, long at) {
    return decider.observe(evidence, Traces.control(kind, at, challenge));
  }

  private static Signals of(
      String session, @Nullable String device, long seq, long at, Map<String, Double> scores) {
    Signals s = Traces.frame(seq, at, scores);
    return new Signals(
        s.tenant(),
        session,
        s.kind(),
        null,
        device,
        s.witness(),
        seq,
        at,
        at,
        s.quality(),
        s.lanes(),
        List.of(),
        s.counts());
  }

  private List<Effect> effects() {
    return made.stream().map(Decision::effect).toList();
  }

  private Challenge lastAsked() {
    return made.stream()
        .map(Decision::challenge)
        .filter(c -> c != null && c.closing() == null)
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private Closing closing() {
    return made.stream()
        .map(Decision::challenge)
        .filter(c -> c != null && c.closing() != null)
        .reduce((a, b) -> b)
        .orElseThrow()
        .closing();
  }

  private static Map<String, Double> calm() {
    return new TreeMap<>(
        Map.of(
            "face.present", 1.0,
            "face.count", 1.0,
            "face.share", 0.2,
            "face.yaw", 1.0,
            "face.covered", 0.0,
            "liveness.genuine", 0.8,
            "liveness.blinks", 3.0));
  }

  private static Map<String, Double> with(Map<String, Double> scores, String name, double value) {
    Map<String, Double> more = new TreeMap<>(scores);
    more.put(name, value);
    return more;
  }

  private static String yaml(String tasks, int attempts, String onFailed) {
    return POLICY.formatted(tasks, attempts, onFailed);
  }

  private static Decider decider(String tasks, int attempts, String onFailed) {
    return new Decider(Scenario.parse(yaml(tasks, attempts, onFailed)), DRAW);
  }
}
