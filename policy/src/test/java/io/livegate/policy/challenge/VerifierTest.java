package io.livegate.policy.challenge;

import static io.livegate.policy.challenge.ChallengeTraces.calm;
import static io.livegate.policy.challenge.ChallengeTraces.evidence;
import static io.livegate.policy.challenge.ChallengeTraces.hump;
import static io.livegate.policy.challenge.ChallengeTraces.nod;
import static io.livegate.policy.challenge.ChallengeTraces.play;
import static io.livegate.policy.challenge.ChallengeTraces.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.policy.Task;
import io.livegate.policy.challenge.ChallengeTraces.Scene;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VerifierTest {

  private final Verifier verifier = new Verifier(ChallengeTraces.DEADLINE, false);

  @Test
  void whoTurnsToTheOwnLeftAndBackPasses() {
    Closing closing = play(Task.TURN_LEFT, turn(1, 50));

    assertThat(closing.why()).isEqualTo(ChallengeReason.ANSWERED);
    assertThat(closing.tookMillis()).isBetween(4_000L, 4_500L);
    assertThat(closing.measured()).containsEntry("furthest", 51.0);
    assertThat(play(Task.TURN_RIGHT, turn(1, -50)).why()).isEqualTo(ChallengeReason.ANSWERED);
  }

  @Test
  void inMirroredFramesLeftIsTheOtherEdge() {
    Verifier mirrored = new Verifier(ChallengeTraces.DEADLINE, true);

    assertThat(mirrored.edge(Task.TURN_LEFT)).isEqualTo(Verifier.Edge.LEFT);
    assertThat(verifier.edge(Task.TURN_LEFT)).isEqualTo(Verifier.Edge.RIGHT);
    assertThat(play(mirrored, evidence(Task.TURN_LEFT), turn(1, -50), 100, 14).why())
        .isEqualTo(ChallengeReason.ANSWERED);
  }

  @Test
  void theWrongDirectionFails() {
    assertThat(play(Task.TURN_LEFT, turn(1, -50)).why()).isEqualTo(ChallengeReason.WRONG_DIRECTION);
  }

  @Test
  void bothDirectionsOneAfterTheOtherFail() {
    Scene shakes = s -> s < 2.5 ? turn(1, -45).at(s) : turn(3, 45).at(s);

    assertThat(play(Task.TURN_LEFT, shakes).why()).isEqualTo(ChallengeReason.WRONG_DIRECTION);
    assertThat(play(Task.TURN_RIGHT, s -> turn(1, 45).at(s)).why())
        .isEqualTo(ChallengeReason.WRONG_DIRECTION);
  }

  @Test
  void anAnswerAfterTheDeadlineIsLate() {
    assertThat(play(Task.TURN_LEFT, turn(8.2, 50)).why()).isEqualTo(ChallengeReason.LATE);
  }

  @Test
  void anAnswerThatIsNotCompleteAtTheDeadlineIsLate() {
    Closing closing = play(Task.TURN_LEFT, turn(6.6, 50));

    assertThat(closing.why()).isEqualTo(ChallengeReason.LATE);
    assertThat(closing.phase()).isEqualTo("away");
    assertThat(closing.tookMillis()).isEqualTo(ChallengeTraces.DEADLINE);
  }

  @Test
  void whoDoesNotMoveHasNotAnswered() {
    Closing closing = play(Task.TURN_LEFT, s -> calm());

    assertThat(closing.why()).isEqualTo(ChallengeReason.LATE);
    assertThat(closing.result()).isEqualTo(Result.FAILED);
    assertThat(closing.phase()).isEqualTo("ready");
  }

  @Test
  void aGlanceAsideIsNoTurn() {
    assertThat(play(Task.TURN_LEFT, turn(1, 28)).why()).isEqualTo(ChallengeReason.LATE);
  }

  @Test
  void whoIsTurnedAlreadyHasNotReacted() {
    assertThat(play(Task.TURN_LEFT, turn(-1, 50)).why()).isEqualTo(ChallengeReason.EARLY);
    assertThat(play(Task.TURN_LEFT, turn(0, 50)).why()).isEqualTo(ChallengeReason.EARLY);
  }

  @Test
  void theSameAnswerTwiceIsARecording() {
    ChallengeEvidence evidence = evidence(Task.TURN_LEFT);
    assertThat(play(verifier, evidence, turn(1, 50), 100, 14).why())
        .isEqualTo(ChallengeReason.ANSWERED);
    // Played at another moment, so that the sampled frames fall elsewhere in it.
    assertThat(play(verifier, evidence, turn(1.74, 50), 100, 14).why())
        .isEqualTo(ChallengeReason.REPEATED);
  }

  @Test
  void aLoopThatComesRoundSoonAfterTheAnswerIsARecording() {
    // Three seconds that hold the whole movement; the next half second is known.
    Scene loop = s -> withScore(turn(0.4, 50).at(s), "liveness.loop", s < 3.6 ? 0 : 0.6);
    // The loop began with a movement that came late.
    Scene late = s -> withScore(turn(2.4, 50).at(s), "liveness.loop", s < 5.2 ? 0 : 0.6);
    Scene later = s -> withScore(turn(2.4, 50).at(s), "liveness.loop", s < 7 ? 0 : 0.6);

    assertThat(play(Task.TURN_LEFT, loop).why()).isEqualTo(ChallengeReason.REPEATED);
    assertThat(play(Task.TURN_LEFT, late).why()).isEqualTo(ChallengeReason.REPEATED);
    assertThat(play(Task.TURN_LEFT, later).why()).isEqualTo(ChallengeReason.ANSWERED);
  }

  @Test
  void anAnswerIsWatchedOnEvenBeyondTheDeadline() {
    Closing closing = play(Task.TURN_LEFT, turn(5.6, 50));
    Scene loop = s -> withScore(turn(5.6, 50).at(s), "liveness.loop", s < 8.2 ? 0 : 0.6);

    assertThat(closing.why()).isEqualTo(ChallengeReason.ANSWERED);
    assertThat(closing.tookMillis()).isGreaterThan(ChallengeTraces.DEADLINE);
    assertThat(play(Task.TURN_LEFT, loop).why()).isEqualTo(ChallengeReason.REPEATED);
  }

  @Test
  void whoSendsNothingMoreAfterTheAnswerHasNotBeenWatchedOn() {
    assertThat(play(verifier, evidence(Task.TURN_LEFT), turn(1, 50), 100, 3.4).why())
        .isEqualTo(ChallengeReason.GAP);
  }

  @Test
  void framesTooFarApartForACutToBeSeenShowNothing() {
    Closing closing = play(verifier, evidence(Task.TURN_LEFT), turn(1, 50), 200, 14);

    assertThat(closing.why()).isEqualTo(ChallengeReason.FEW_FRAMES);
    assertThat(play(verifier, evidence(Task.TURN_LEFT), turn(1, 50), 120, 14).why())
        .isEqualTo(ChallengeReason.ANSWERED);
  }

  @Test
  void whoBowsTheHeadAndLooksUpAgainPasses() {
    Closing closing = play(Task.LOOK_DOWN, nod(1, 25));

    assertThat(closing.why()).isEqualTo(ChallengeReason.ANSWERED);
    assertThat(closing.measured()).containsEntry("start", 4.0).containsEntry("furthest", 25.0);
  }

  @Test
  void aNodInSpeechALookUpAndABowedHeadAnswerNoLookDown() {
    assertThat(play(Task.LOOK_DOWN, nod(1, 12)).why()).isEqualTo(ChallengeReason.LATE);
    assertThat(play(Task.LOOK_DOWN, nod(1, -25)).why()).isEqualTo(ChallengeReason.WRONG_DIRECTION);
    assertThat(play(Task.LOOK_DOWN, nod(0, 40)).why()).isEqualTo(ChallengeReason.EARLY);
    assertThat(play(Task.LOOK_DOWN, nod(8.2, 25)).why()).isEqualTo(ChallengeReason.LATE);
  }

  @Test
  void aFaceTurnedAsideShowsNoLookDown() {
    Scene aside = s -> withScore(nod(1, 25).at(s), "face.yaw", s < 1 ? 1 : 45);

    assertThat(play(Task.LOOK_DOWN, aside).why()).isEqualTo(ChallengeReason.FACE_LOST);
  }

  @Test
  void whoLooksDownTheSameWayTwiceIsARecording() {
    ChallengeEvidence evidence = evidence(Task.LOOK_DOWN);
    play(verifier, evidence, nod(1, 25), 100, 14);
    assertThat(play(verifier, evidence, nod(1.74, 25), 100, 14).why())
        .isEqualTo(ChallengeReason.REPEATED);
    assertThat(play(verifier, evidence, nod(1.2, 31), 100, 14).why())
        .isEqualTo(ChallengeReason.ANSWERED);
  }

  @ParameterizedTest
  @CsvSource({"liveness.loop, 0.6, 0.3", "liveness.seenBefore, 3.4, 3.2"})
  void framesThatWereShownBeforeAnswerNothing(String score, double recording, double person) {
    assertThat(play(Task.TURN_LEFT, turns(score, recording)).why())
        .isEqualTo(ChallengeReason.REPEATED);
    assertThat(play(Task.TURN_LEFT, turns(score, person)).why())
        .isEqualTo(ChallengeReason.ANSWERED);
  }

  /** Turns as asked, and from the second second on the frames are known by that much. */
  private static Scene turns(String score, double known) {
    return s -> {
      return withScore(turn(1, 50).at(s), score, s < 2 ? 0 : known);
    };
  }

  @Test
  void whoTurnsTwiceTurnsDifferently() {
    ChallengeEvidence evidence = evidence(Task.TURN_LEFT);
    play(verifier, evidence, turn(1, 50), 100, 14);

    assertThat(play(verifier, evidence, turn(1.2, 57), 100, 14).why())
        .isEqualTo(ChallengeReason.ANSWERED);
  }

  @Test
  void aHandAcrossTheFacePasses() {
    Scene hand = s -> calm("face.covered", hump((s - 1) / 0.3, 1));

    assertThat(play(Task.HAND_ACROSS_FACE, hand).why()).isEqualTo(ChallengeReason.ANSWERED);
  }

  @Test
  void aHandThatHidesTheFaceFromTheFinderPassesWhenTheFaceReturns() {
    Scene hand = s -> s > 1 && s < 2 ? gone(1) : calm();
    Scene away = s -> s > 1 ? gone(1) : calm();

    assertThat(play(Task.HAND_ACROSS_FACE, hand).why()).isEqualTo(ChallengeReason.ANSWERED);
    assertThat(play(Task.HAND_ACROSS_FACE, away).why()).isEqualTo(ChallengeReason.LATE);
  }

  @Test
  void aFaceThatLeavesDuringATurnIsNotTheSameFaceForSure() {
    assertThat(play(Task.TURN_LEFT, s -> s > 2 && s < 4 ? gone(0) : calm()).why())
        .isEqualTo(ChallengeReason.FACE_LOST);
  }

  @Test
  void profileMayHideAFaceForAMoment() {
    Scene profile =
        s -> {
          Map<String, Double> scores = turn(1, 70).at(s);
          return scores.get("face.yaw") > 60 ? gone(0) : scores;
        };

    assertThat(play(Task.TURN_LEFT, profile).why()).isEqualTo(ChallengeReason.FACE_LOST);
    Scene brief = s -> s > 1.55 && s < 2.0 ? gone(0) : turn(1, 55).at(s);
    assertThat(play(Task.TURN_LEFT, brief).why()).isEqualTo(ChallengeReason.ANSWERED);
  }

  @Test
  void comingCloserAndStayingPasses() {
    Scene closer = s -> calm("face.share", 0.2 * (1 + 0.6 * Math.min(1, Math.max(0, s - 1))));
    Scene lunge = s -> calm("face.share", 0.2 * (1 + 0.6 * hump((s - 1) / 0.4, 0)));

    assertThat(play(Task.COME_CLOSER, closer).why()).isEqualTo(ChallengeReason.ANSWERED);
    assertThat(play(Task.COME_CLOSER, lunge).why()).isEqualTo(ChallengeReason.LATE);
  }

  @Test
  void aPictureThatIsSwappedForALargerOneIsACut() {
    assertThat(play(Task.COME_CLOSER, s -> calm("face.share", s < 1.5 ? 0.2 : 0.35)).why())
        .isEqualTo(ChallengeReason.JUMP);
    assertThat(play(Task.TURN_LEFT, s -> calm("face.yaw", s < 1.5 ? -15 : 60)).why())
        .isEqualTo(ChallengeReason.JUMP);
  }

  @Test
  void twoBlinksSoonAfterOneAnotherPassAndTwoFarApartDoNot() {
    assertThat(play(Task.BLINK_TWICE, blinks(1, 1.7)).why()).isEqualTo(ChallengeReason.ANSWERED);
    assertThat(play(Task.BLINK_TWICE, blinks(1, 5)).why()).isEqualTo(ChallengeReason.LATE);
    assertThat(play(Task.BLINK_TWICE, blinks(1, 99)).phase()).isEqualTo("once");
  }

  @Test
  void blinksOnAClockThatIsNoCamerasAnswerNothingAndATurnDoes() {
    Scene blinks = s -> withScore(blinks(1, 1.7).at(s), "liveness.cadence", 0.04);
    Scene nearly = s -> withScore(blinks(1, 1.7).at(s), "liveness.cadence", 0.03);
    Scene turn = s -> withScore(turn(1, 50).at(s), "liveness.cadence", 0.04);

    assertThat(play(Task.BLINK_TWICE, blinks).why()).isEqualTo(ChallengeReason.UNEVEN_CLOCK);
    assertThat(play(Task.BLINK_TWICE, nearly).why()).isEqualTo(ChallengeReason.ANSWERED);
    assertThat(play(Task.TURN_LEFT, turn).why()).isEqualTo(ChallengeReason.ANSWERED);
  }

  @Test
  void aMeshThatSeesBlinksAllTheTimeAnswersNothing() {
    assertThat(play(Task.BLINK_TWICE, s -> calm("liveness.blinks", Math.floor(s / 0.2))).why())
        .isIn(ChallengeReason.EARLY, ChallengeReason.TOO_MANY_BLINKS);
    assertThat(play(Task.BLINK_TWICE, s -> calm("liveness.blinks", s < 1 ? 0 : 2)).why())
        .isEqualTo(ChallengeReason.TOO_MANY_BLINKS);
  }

  @Test
  void withoutACounterOfBlinksNobodyCanTell() {
    Scene without =
        s -> {
          Map<String, Double> scores = calm();
          scores.remove("liveness.blinks");
          return scores;
        };
    assertThat(play(Task.BLINK_TWICE, without).result()).isEqualTo(Result.UNCLEAR);
  }

  @Test
  void lightThatFollowsTheColoursPassesAndAnyOtherSequenceDoesNot() {
    ChallengeEvidence evidence = evidence(Task.FOLLOW_COLOUR);
    List<Colour> shown = Verifier.colours(evidence.seed, 1);
    assertThat(play(verifier, evidence, lit(shown), 100, 14).why())
        .isEqualTo(ChallengeReason.ANSWERED);
    for (int drawn = 0; drawn < 32; drawn++) {
      List<Colour> other = Colour.sequence(drawn);
      if (!other.equals(shown)) {
        assertThat(play(Task.FOLLOW_COLOUR, lit(other)).why())
            .as("%s", other)
            .isEqualTo(ChallengeReason.WRONG_COLOUR);
      }
    }
    assertThat(play(Task.FOLLOW_COLOUR, s -> calm()).why()).isEqualTo(ChallengeReason.WRONG_COLOUR);
  }

  @Test
  void everySequenceIsDifferentHasBothColoursTwiceAndNeverFlashes() {
    Set<List<Colour>> sequences = new HashSet<>();
    for (int drawn = 0; drawn < 32; drawn++) {
      List<Colour> sequence = Colour.sequence(drawn);
      assertThat(sequence).hasSize(Colour.COUNT).startsWith(Colour.WHITE);
      assertThat(Collections.frequency(sequence, Colour.RED)).isBetween(2, 4);
      assertThat(Collections.frequency(sequence, Colour.BLUE)).isBetween(2, 4);
      sequences.add(sequence);
    }
    assertThat(sequences).hasSize(32);
    assertThat(Colour.EACH_MILLIS).isGreaterThanOrEqualTo(1_000);
  }

  @Test
  void whatAnotherFaceDoesAnswersNothing() {
    Scene spliced = faces(s -> s < 0.9 ? 0 : s < 3.2 ? 1 : 2);
    Scene replaced = faces(s -> s < 3.6 ? 0 : 1);

    assertThat(play(Task.TURN_LEFT, spliced).why()).isEqualTo(ChallengeReason.JUMP);
    assertThat(play(Task.TURN_LEFT, replaced).why())
        .as("after the answer, while it is watched on")
        .isEqualTo(ChallengeReason.JUMP);
    assertThat(play(Task.TURN_LEFT, faces(s -> 7)).why()).isEqualTo(ChallengeReason.ANSWERED);
  }

  /** Faces get new numbers when they are missed for half a second. */
  @Test
  void whoHidesTheFaceForLongIsNotForSureTheSame() {
    Scene hand =
        s ->
            s > 1 && s < 1.4
                ? gone(1)
                : withScore(calm("face.covered", s < 0.8 || s > 1.6 ? 0 : 0.6), "face.track", 0);
    Scene slow = s -> s > 1 && s < 2 ? gone(1) : withScore(calm(), "face.track", s < 1.5 ? 0 : 1);
    Scene profile =
        s ->
            s > 1.55 && s < 2.3
                ? gone(0)
                : withScore(turn(1, 55).at(s), "face.track", s < 2 ? 0 : 1);

    assertThat(play(Task.HAND_ACROSS_FACE, hand).why()).isEqualTo(ChallengeReason.ANSWERED);
    assertThat(play(Task.HAND_ACROSS_FACE, slow).why()).isEqualTo(ChallengeReason.FACE_LOST);
    assertThat(play(Task.TURN_LEFT, profile).why()).isEqualTo(ChallengeReason.FACE_LOST);
  }

  /** Turns as asked; which face it is at that many seconds. */
  private static Scene faces(DoubleUnaryOperator number) {
    return s -> withScore(turn(1, 50).at(s), "face.track", number.applyAsDouble(s));
  }

  @Test
  void aSecondFaceThatStaysMakesItUnclear() {
    Scene two = s -> s > 1 ? calm("face.count", 2) : calm();
    Scene blip = s -> Math.abs(s - 1) < 0.06 ? withFaces(turn(1, 50).at(s)) : turn(1, 50).at(s);

    assertThat(play(Task.TURN_LEFT, two).why()).isEqualTo(ChallengeReason.SEVERAL_FACES);
    assertThat(play(Task.TURN_LEFT, blip).why()).isEqualTo(ChallengeReason.ANSWERED);
  }

  @Test
  void aPictureThatIsMovedAboutAnswersNothing() {
    Scene dead =
        s -> {
          Map<String, Double> scores = turn(1, 50).at(s);
          scores.put("liveness.live", 0.1);
          return scores;
        };
    Scene still = s -> withScore(turn(1, 50).at(s), "liveness.still", 2 + s);
    Scene likelier = s -> withScore(turn(1, 50).at(s), "liveness.genuine", 0.4);
    Scene atFirst = s -> withScore(turn(1, 50).at(s), "liveness.genuine", s < 0.8 ? 0.4 : 0.6);
    Scene screen = s -> withScore(turn(1, 50).at(s), "liveness.flicker", 3);
    Scene noise = s -> withScore(turn(1, 50).at(s), "liveness.flicker", 1.4);

    assertThat(play(Task.TURN_LEFT, dead).why()).isEqualTo(ChallengeReason.NOT_LIVE);
    assertThat(play(Task.TURN_LEFT, still).why()).isEqualTo(ChallengeReason.NOT_LIVE);
    assertThat(play(Task.TURN_LEFT, likelier).why()).isEqualTo(ChallengeReason.NOT_LIVE);
    assertThat(play(Task.TURN_LEFT, atFirst).why()).isEqualTo(ChallengeReason.ANSWERED);
    assertThat(play(Task.TURN_LEFT, screen).why()).isEqualTo(ChallengeReason.NOT_LIVE);
    assertThat(play(Task.TURN_LEFT, noise).why()).isEqualTo(ChallengeReason.ANSWERED);
  }

  @Test
  void aTurnedFaceHidesNoPictureAndWithoutALivenessScoreNobodyCanTell() {
    Scene aside =
        s -> s < 0.3 || s > 3.5 ? calm() : withScore(turn(0.1, 50).at(s), "liveness.genuine", 0.1);
    Scene blind =
        s -> {
          Map<String, Double> scores = turn(1, 50).at(s);
          scores.keySet().removeAll(Set.of("liveness.live", "liveness.genuine"));
          return scores;
        };

    assertThat(play(Task.TURN_LEFT, aside).why()).isEqualTo(ChallengeReason.NOT_LIVE);
    assertThat(play(Task.TURN_LEFT, blind).why()).isEqualTo(ChallengeReason.FEW_FRAMES);
  }

  /** Some 32 to 40 pixels wide: the models are asked, all cues together are not. */
  @Test
  void aFaceTooFarAwayForAllCuesSpeaksForNobody() {
    Scene far =
        s -> {
          Map<String, Double> scores = turn(1, 50).at(s);
          scores.remove("liveness.genuine");
          return scores;
        };
    Scene comesNear = s -> s < 1 ? far.at(s) : turn(1.2, 50).at(s);

    assertThat(play(Task.TURN_LEFT, far).why()).isEqualTo(ChallengeReason.NOT_LIVE);
    assertThat(play(Task.TURN_LEFT, comesNear).why()).isEqualTo(ChallengeReason.ANSWERED);
  }

  @Test
  void aStreamThatIsInterruptedIsNobodysFault() {
    Closing closing = play(verifier, evidence(Task.TURN_LEFT), turn(1, 50), 1_200, 14);
    Closing silent = play(verifier, evidence(Task.TURN_LEFT), turn(1, 50), 100, 1.5);

    assertThat(closing.why()).isEqualTo(ChallengeReason.GAP);
    assertThat(silent.why()).isEqualTo(ChallengeReason.GAP);
    assertThat(closing.result()).isEqualTo(Result.UNCLEAR);
  }

  @Test
  void whatTheDeepfakeLaneSawIsSummedUp() {
    Scene tears =
        s -> {
          Map<String, Double> scores = turn(1, 50).at(s);
          scores.put("deepfake.fake", scores.get("face.yaw") > 30 ? 0.8 : 0.2);
          return scores;
        };
    Closing closing = play(Task.TURN_LEFT, tears);

    assertThat(closing.watched()).containsEntry("deepfake.fake.max", 0.8);
    assertThat(closing.watched().get("deepfake.fake.mean")).isBetween(0.3, 0.7);
    assertThat(play(Task.TURN_LEFT, turn(1, 50)).watched()).isEmpty();
  }

  @Test
  void aLightThatSlowlyTurnsWarmerFollowsNoSequence() {
    Scene dawn = s -> calm("face.redness", 0.38 + 0.01 * s);
    for (long seed = 0; seed < 200; seed++) {
      ChallengeEvidence evidence = evidence(Task.FOLLOW_COLOUR);
      evidence.seed = seed;
      assertThat(play(verifier, evidence, dawn, 100, 14).why())
          .isEqualTo(ChallengeReason.WRONG_COLOUR);
    }
  }

  @ParameterizedTest
  @EnumSource(Task.class)
  void everyTaskHasANameAndADeadlineItCanBeDoneIn(Task task) {
    assertThat(Task.of(task.id())).contains(task);
    assertThat(new Verifier(3_000, false).deadlineMillis(task))
        .isGreaterThanOrEqualTo(task == Task.FOLLOW_COLOUR ? Colour.ALL_MILLIS : 3_000);
  }

  private static Scene blinks(double first, double second) {
    return s -> calm("liveness.blinks", 3 + (s > first ? 1 : 0) + (s > second ? 1 : 0));
  }

  private static Scene lit(List<Colour> colours) {
    return s -> {
      // Light of the screen reaches the frames a fifth of a second later.
      int stage = (int) Math.max(0, (s - 0.2) / (Colour.EACH_MILLIS / 1e3));
      int warmth = ChallengeTraces.warmth(colours.get(Math.min(stage, colours.size() - 1)));
      Map<String, Double> scores = calm("face.redness", 0.4 + 0.006 * warmth);
      scores.put("face.blueness", 0.28 - 0.006 * warmth);
      return scores;
    };
  }

  private static Map<String, Double> gone(double covered) {
    return Map.of(
        "face.present", 0.0, "face.count", 0.0, "face.share", 0.0, "face.covered", covered);
  }

  private static Map<String, Double> withScore(
      Map<String, Double> scores, String score, double value) {
    scores.put(score, value);
    return scores;
  }

  private static Map<String, Double> withFaces(Map<String, Double> scores) {
    scores.put("face.count", 2.0);
    return scores;
  }
}
