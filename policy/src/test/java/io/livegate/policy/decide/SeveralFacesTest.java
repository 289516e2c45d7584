package io.livegate.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.Witness;
import io.livegate.policy.Effect;
import io.livegate.policy.Traces;
import io.livegate.policy.evidence.EvidenceBytes;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyFile;
import io.livegate.policy.read.PolicyParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one face shows is not put down to another, under the shipped policy. */
class SeveralFacesTest {

  private static final double PERSON = 0.95;
  private static final double PICTURE = 0.02;
  private static final double UNCLEAR = 0.4;

  private final Decider decider;
  private SessionEvidence evidence = new SessionEvidence();
  private final List<Decision> decisions = new ArrayList<>();

  SeveralFacesTest() throws PolicyException {
    decider = new Decider(PolicyParser.parse(PolicyFile.bundled().text(), "default.yaml"));
  }

  private long seq;
  private long at;

  @Test
  void whatOneFaceShowedDoesNotLetAnotherIn() {
    frames(16, 100, 0, PERSON);
    assertThat(effects()).isEmpty();
    frames(10, 100, 1, PERSON);
    assertThat(effects()).as("admitted on the evidence of both").isEmpty();
    frames(10, 100, 1, PERSON);
    assertThat(effects()).containsExactly(Effect.ADMIT);
  }

  @Test
  void thePictureOfAnotherIsRefusedThoughAPersonCameFirst() {
    frames(16, 100, 0, PERSON);
    frames(25, 100, 1, PICTURE);
    assertThat(effects()).containsExactly(Effect.REFUSE);
  }

  @Test
  void whatOneFaceShowedDoesNotKeepAnotherOut() {
    frames(11, 100, 0, PICTURE);
    frames(2, 100, 1, PICTURE); // a first frame or two may be anything
    frames(20, 100, 1, PERSON);
    assertThat(effects()).containsExactly(Effect.ADMIT);
  }

  @Test
  void anotherFaceAtTheGateHasItsOwnTime() {
    frames(24, 100, 0, UNCLEAR);
    frames(30, 100, 1, UNCLEAR);
    assertThat(effects()).containsExactly(Effect.COACH);
    frames(30, 100, 1, UNCLEAR);
    assertThat(effects()).containsExactly(Effect.COACH, Effect.REFUSE);
  }

  @Test
  void twoFacesThatTakeTurnsDoNotHoldTheGateOpen() {
    for (int i = 0; i < 20; i++) {
      frames(5, 100, i % 2, UNCLEAR);
    }
    assertThat(effects()).containsExactly(Effect.COACH, Effect.REFUSE);
  }

  @Test
  void aFaceThatIsANewOneAllTheTimeDoesNotHoldTheGateOpen() {
    for (int face = 0; face < 60 && !effects().contains(Effect.REFUSE); face++) {
      frames(10, 100, face, PICTURE);
    }
    assertThat(effects()).containsExactly(Effect.COACH, Effect.REFUSE);
    assertThat(at).isLessThan(10_000);
  }

  @Test
  void theGateStaysOpenForNewFacesFourTimesItsTimeAtMost() {
    for (int face = 0; face < 60 && !effects().contains(Effect.REFUSE); face++) {
      frames(48, 100, face, UNCLEAR);
      evidence = EvidenceBytes.read(EvidenceBytes.write(evidence));
    }
    assertThat(effects()).containsExactly(Effect.COACH, Effect.REFUSE);
    assertThat(decisions.get(1).atMillis()).isBetween(15_000L, 20_000L);
  }

  @Test
  void aSecondPersonAfterAdmissionChangesNothing() {
    admitted();
    frames(120, 1000, 1, PERSON);
    assertThat(effects()).containsExactly(Effect.ADMIT);
    assertThat(evidence.rechecked).as("confirmed at one frame a second").isTrue();
    frames(30, 100, 1, PERSON);
    assertThat(evidence.rechecked).isFalse();
    frames(60, 1000, 1, PICTURE);
    assertThat(effects()).as("not another face any more").containsExactly(Effect.ADMIT);
  }

  @Test
  void aPictureInThePlaceOfThePersonIsDisconnected() {
    admitted();
    frames(25, 100, 1, PICTURE);
    assertThat(effects()).containsExactly(Effect.ADMIT, Effect.DISCONNECT);
    assertThat(decisions.get(1).ruleId()).isEqualTo("another-face-is-a-picture");
  }

  @Test
  void soItIsAtOneFrameASecond() {
    admitted();
    frames(25, 1000, 1, PICTURE);
    assertThat(effects()).containsExactly(Effect.ADMIT, Effect.DISCONNECT);
  }

  @Test
  void aPictureThatIsANewFaceEverySecondIsDisconnected() {
    admitted();
    for (int face = 1; face <= 8; face++) {
      frames(3, 100, face, PICTURE);
    }
    assertThat(effects()).containsExactly(Effect.ADMIT, Effect.DISCONNECT);
    assertThat(decisions.get(1).ruleId()).isEqualTo("another-face-is-a-picture");
  }

  @Test
  void aFaceThatProvedItselfAnswersForNoneBeforeIt() {
    admitted();
    frames(15, 100, 1, PICTURE);
    frames(30, 100, 2, PERSON);
    assertThat(evidence.rechecked).isFalse();
    frames(15, 100, 3, PICTURE);
    frames(10, 100, 4, PERSON);
    assertThat(effects()).containsExactly(Effect.ADMIT);
  }

  @Test
  void facesThatCannotBeSeenWellAddUpToNothing() {
    admitted();
    for (int face = 1; face <= 200; face++) {
      frames(3, 100, face, face % 2 == 0 ? UNCLEAR : PICTURE);
    }
    assertThat(effects()).containsExactly(Effect.ADMIT);
  }

  @Test
  void whoCannotBeSeenWellAfterAdmissionIsNotSentAway() {
    admitted();
    frames(600, 1000, 1, UNCLEAR);
    assertThat(effects()).containsExactly(Effect.ADMIT);
  }

  @Test
  void aFaceThatComesAndGoesDoesNotWipeOutWhatElseIsHeldAgainstTheSession() {
    admitted();
    for (int i = 0; i < 12; i++) {
      Map<String, Double> explicit = scores(i % 2, PERSON);
      explicit.put("content.explicit", 0.97);
      frames(1, 1000, Witness.SENDER, explicit);
    }
    assertThat(effects()).containsExactly(Effect.ADMIT, Effect.BLUR, Effect.DISCONNECT);
  }

  @Test
  void anotherWitnessNumbersItsFacesByItself() {
    frames(9, 100, 0, PERSON);
    frames(1, 100, Witness.SERVER, scores(7, PERSON));
    frames(9, 100, 0, PERSON);
    assertThat(effects()).containsExactly(Effect.ADMIT);
  }

  @Test
  void aRestoredSessionKnowsWhichFaceItHasSeen() {
    frames(16, 100, 3, PERSON);
    evidence = EvidenceBytes.read(EvidenceBytes.write(evidence));
    frames(3, 100, 3, PERSON);
    assertThat(effects()).containsExactly(Effect.ADMIT);
  }

  @Test
  void whoeverSitsThereAfterALongSilenceIsAnotherWhateverNumberIsGiven() {
    admitted();
    frames(1, 29_000, 0, PERSON);
    assertThat(evidence.rechecked).as("slowly watched").isFalse();
    frames(1, 31_000, 0, PICTURE);
    assertThat(evidence.rechecked).isTrue();
    frames(25, 100, 0, PICTURE);
    assertThat(effects()).containsExactly(Effect.ADMIT, Effect.DISCONNECT);
    assertThat(decisions.get(1).ruleId()).isEqualTo("another-face-is-a-picture");
  }

  @Test
  void aPersonWhoComesBackAfterALongSilenceIsNotSentAway() {
    admitted();
    frames(1, 31_000, 0, PERSON);
    frames(30, 100, 0, PERSON);
    assertThat(evidence.rechecked).isFalse();
    assertThat(effects()).containsExactly(Effect.ADMIT);
  }

  private void admitted() {
    frames(20, 100, 0, PERSON);
    assertThat(effects()).containsExactly(Effect.ADMIT);
  }

  private void frames(int count, long every, int track, double genuine) {
    frames(count, every, Witness.SENDER, scores(track, genuine));
  }

  private void frames(int count, long every, Witness witness, Map<String, Double> scores) {
    for (int i = 0; i < count; i++) {
      at += every;
      decisions.addAll(
          decider.observe(evidence, Traces.frame(seq++, at, witness, scores, Map.of(), List.of())));
    }
  }

  private static Map<String, Double> scores(int track, double genuine) {
    return new HashMap<>(
        Map.of(
            "face.present", 1.0,
            "face.tooSmall", 0.0,
            "face.track", (double) track,
            "liveness.genuine", genuine,
            "liveness.frozen", 0.0,
            "liveness.still", 0.0,
            "liveness.loop", 0.0,
            "liveness.human", 0.99));
  }

  private List<Effect> effects() {
    return decisions.stream().map(Decision::effect).toList();
  }
}
