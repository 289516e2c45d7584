package io.livegate.policy.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.Witness;
import io.livegate.policy.KnownSignals;
import io.livegate.policy.Policy;
import io.livegate.policy.Rule;
import io.livegate.policy.challenge.ChallengeTraces;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyFile;
import io.livegate.policy.read.PolicyParser;
import io.livegate.signal.Lane;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SessionEvidenceTest {

  private static final PolicyFile SHIPPED = PolicyFile.bundled();

  private final Policy policy;

  SessionEvidenceTest() throws PolicyException {
    policy = PolicyParser.parse(SHIPPED.text(), SHIPPED.name());
  }

  @Test
  void aFullSessionUnderTheDefaultPolicyTakesAtMostTwoKilobytes() {
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
    new EvidencePlan(policy).align(evidence);
    evidence.noteFired(7, 1234);
    evidence.samples.counts[3] = 1;
    evidence.samples.newestScores[3] = 2500;
    byte[] bytes = EvidenceBytes.write(evidence);
    assertThat(EvidenceBytes.write(EvidenceBytes.read(bytes))).isEqualTo(bytes);
  }

  @Test
  void whatAStateOfTheFirstReleaseKnowsOfAConditionIsKept() {
    SessionEvidence evidence = new SessionEvidence();
    EvidencePlan plan = new EvidencePlan(policy);
    plan.align(evidence);
    int[] keys = evidence.samples.keys;
    int[] kept = {4, 2};
    SessionEvidence old = new SessionEvidence();
    old.conditions = new ConditionEvidence[kept.length];
    for (int i = 0; i < kept.length; i++) {
      old.conditions[i] = new ConditionEvidence();
      old.conditions[i].key = keys[kept[i]];
      old.conditions[i].gaps = new short[evidence.samples.sizes[kept[i]] - 1];
      old.conditions[i].gaps[0] = (short) (100 + i);
      old.conditions[i].samples = 2;
      old.conditions[i].hits = 0b11;
      old.conditions[i].newestMillis = 5000;
      old.conditions[i].newestScore = 9000;
    }
    SessionEvidence read = EvidenceBytes.read(EvidenceBytes.write(old));
    plan.align(read);
    assertThat(read.conditions).isEmpty();
    for (int i = 0; i < kept.length; i++) {
      assertThat(plan.tally(read, kept[i], 5000)).isEqualTo(new Tally(2, 2, 4900 - i, 5000, 0.9));
    }
    assertThat(plan.tally(read, 0, 5000).samples()).isZero();
  }

  @Test
  void aChangedPolicyKeepsWhatIsKnownOfUnchangedConditions() throws PolicyException {
    SessionEvidence evidence = new SessionEvidence();
    EvidencePlan plan = new EvidencePlan(policy);
    plan.align(evidence);
    evidence.samples.counts[6] = 1;
    evidence.samples.hits[6] = 1;
    evidence.samples.newestMillis[6] = 70;
    int key = evidence.samples.keys[6];
    String text = SHIPPED.text().replaceFirst("hits: 15, of: 18", "hits: 14, of: 17");
    new EvidencePlan(PolicyParser.parse(text, "changed")).align(evidence);
    assertThat(evidence.samples.counts).containsOnlyOnce(1);
    for (int i = 0; i < evidence.samples.keys.length; i++) {
      assertThat(evidence.samples.counts[i])
          .isEqualTo((byte) (evidence.samples.keys[i] == key ? 1 : 0));
    }
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
    EvidencePlan plan = new EvidencePlan(policy);
    plan.align(evidence);
    assertThat(evidence.lastScores()).containsOnlyKeys("face.present");
    assertThat(evidence.reasonCounts[0]).isEqualTo((short) 3);
    assertThat(evidence.failedLanes).hasSize(Lane.values().length);
    evidence.failedLanes = new byte[0];
    plan.align(evidence);
    assertThat(evidence.failedLanes).as("the policy is the same").isNotEmpty();
  }
}
