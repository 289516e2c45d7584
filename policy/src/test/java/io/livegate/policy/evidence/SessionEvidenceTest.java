package io.livegate.policy.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.Witness;
import io.livegate.policy.KnownSignals;
import io.livegate.policy.Policies;
import io.livegate.policy.Policy;
import io.livegate.policy.Rule;
import io.livegate.policy.challenge.ChallengeTraces;
import io.livegate.signal.Lane;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SessionEvidenceTest {

  @Test
  void aFullSessionUnderTheDefaultPolicyTakesAtMostTwoKilobytes() {
    Policy policy = Policies.bundled();
    EvidencePlan plan = new EvidencePlan(policy);
    SessionEvidence evidence = new SessionEvidence();
    plan.align(evidence);
    int rule = 0;
    for (Rule remembered : policy.rules()) {
      if (remembered.canRepeat()) {
        evidence.noteFired(rule++, 1);
      }
    }
    evidence.challenge = ChallengeTraces.full();
    int bytes = EvidenceBytes.write(evidence).length;
    assertThat(bytes).isLessThanOrEqualTo(plan.maxBytes()).isGreaterThan(plan.maxBytes() - 100);
    assertThat(plan.maxBytes()).isLessThanOrEqualTo(EvidencePlan.MAX_BYTES);
  }

  @Test
  void whatWasWrittenIsReadBackTheSame() {
    SessionEvidence evidence = new SessionEvidence();
    new EvidencePlan(Policies.bundled()).align(evidence);
    evidence.noteFired(7, 1234);
    evidence.conditions[3].add(500, 0.25, true, 3000);
    byte[] bytes = EvidenceBytes.write(evidence);
    assertThat(EvidenceBytes.write(EvidenceBytes.read(bytes))).isEqualTo(bytes);
  }

  @Test
  void aScoreWithADirectionIsRememberedBelowZero() {
    SessionEvidence evidence = new SessionEvidence();
    double[] scores = new double[KnownSignals.count()];
    Arrays.fill(scores, Double.NaN);
    scores[KnownSignals.indexOf("face.yaw")] = -37.5;
    scores[KnownSignals.indexOf("face.pitch")] = Double.NEGATIVE_INFINITY;
    evidence.noteScores(scores);
    assertThat(evidence.lastScores())
        .containsEntry("face.yaw", -37.5)
        .containsEntry("face.pitch", -Integer.MAX_VALUE / 1e4)
        .hasSize(2);
  }

  @Test
  void aNumberSeenBeforeIsRepeatedPerWitness() {
    SessionEvidence evidence = new SessionEvidence();
    assertThat(evidence.isRepeated(Witness.SENDER, 0)).isFalse();
    assertThat(evidence.isRepeated(Witness.SENDER, 0)).isTrue();
    assertThat(evidence.isRepeated(Witness.RECEIVER, 0)).isFalse();
    assertThat(evidence.isRepeated(Witness.SENDER, 70)).isFalse();
    assertThat(evidence.isRepeated(Witness.SENDER, 69)).isFalse();
    assertThat(evidence.isRepeated(Witness.SENDER, 69)).isTrue();
    assertThat(evidence.isRepeated(Witness.SENDER, 70)).isTrue();
  }

  @Test
  void aSenderThatCountsAnewIsNotTakenForARepetition() {
    SessionEvidence evidence = new SessionEvidence();
    evidence.isRepeated(Witness.SENDER, 5000);
    assertThat(evidence.isRepeated(Witness.SENDER, 0)).isFalse();
    assertThat(evidence.isRepeated(Witness.SENDER, 1)).isFalse();
    assertThat(evidence.isRepeated(Witness.SENDER, 1)).isTrue();
  }

  @Test
  void scoresOfANewReleaseFindRoomInOldState() {
    SessionEvidence evidence = new SessionEvidence();
    evidence.lastScores = new int[] {10_000};
    evidence.reasonCounts = new short[] {3};
    evidence.failedLanes = new byte[0];
    EvidencePlan plan = new EvidencePlan(Policies.bundled());
    plan.align(evidence);
    assertThat(evidence.lastScores()).containsOnlyKeys("face.present");
    assertThat(evidence.reasonCounts[0]).isEqualTo((short) 3);
    assertThat(evidence.failedLanes).hasSize(Lane.values().length);
    evidence.failedLanes = new byte[0];
    plan.align(evidence);
    assertThat(evidence.failedLanes).as("the policy is the same").isNotEmpty();
  }
}
