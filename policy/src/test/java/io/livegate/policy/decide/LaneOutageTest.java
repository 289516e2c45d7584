package io.livegate.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.Witness;
import io.livegate.policy.Effect;
import io.livegate.policy.Traces;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A lane that does not answer, and frames that are too few: what the policy chose follows. */
class LaneOutageTest {

  private static final Map<String, Double> PERSON =
      Map.of("face.present", 1.0, "liveness.live", 0.9);

  private SessionEvidence evidence = new SessionEvidence();
  private List<Decision> decisions = new ArrayList<>();
  private long seq;
  private long at;

  @ParameterizedTest
  @CsvSource({
    "refuse, UNAVAILABLE, REFUSE",
    "refuse, FAILED, REFUSE",
    "review, UNAVAILABLE, REVIEW",
    "review, FAILED, REVIEW",
    "ignore, UNAVAILABLE, ADMIT",
    "ignore, FAILED, ADMIT",
  })
  void aLaneThatDoesNotAnswerIsDealtWithAsThePolicySays(
      String onUnavailable, LaneStatus status, Effect effect) {
    Decider decider = decider(onUnavailable, "refuse");
    frames(decider, 20, status);
    assertThat(effects()).containsExactly(effect);
    assertThat(evidence.admitted).isEqualTo(effect == Effect.ADMIT);
  }

  @ParameterizedTest
  @CsvSource({"refuse, REFUSE", "review, REVIEW", "admit-watched, ADMIT"})
  void whoIsHardlyEverJudgedIsDealtWithAsTheGateSays(String onTimeout, Effect effect) {
    Decider decider = decider("ignore", onTimeout);
    for (int i = 0; i < 5; i++) { // overload: a frame in two seconds
      at += 2000;
      observe(decider, LaneStatus.OK);
    }
    assertThat(effects()).containsExactly(Effect.COACH, effect);
  }

  @Test
  void aModelThatFailsNowAndThenIsStillAsked() {
    Decider decider = decider("ignore", "refuse");
    for (int i = 0; i < 35; i++) {
      frames(decider, 1, i % 5 == 4 ? LaneStatus.OK : LaneStatus.FAILED);
    }
    assertThat(effects()).as("4 failures in a row are no outage").containsExactly(Effect.COACH);
  }

  @Test
  void aModelThatIsBackIsAskedAgain() {
    Decider decider = decider("refuse", "refuse");
    at += 100;
    for (int i = 0; i < 8; i++) {
      observe(decider, LaneStatus.FAILED, Map.of("face.present", 0.0));
    }
    frames(decider, 15, LaneStatus.OK);
    assertThat(effects()).containsExactly(Effect.ADMIT);
  }

  @Test
  void aLaneNotDueSaysNothingOfItsModel() {
    Decider decider = decider("ignore", "refuse");
    for (int i = 0; i < 20; i++) {
      frames(decider, 1, i % 2 == 0 ? LaneStatus.FAILED : LaneStatus.NOT_DUE);
    }
    assertThat(effects()).as("ten failures in a row").containsExactly(Effect.ADMIT);
  }

  @Test
  void afterAdmissionALaneThatFailsSendsNobodyAway() {
    Decider decider = decider("refuse", "refuse");
    frames(decider, 15, LaneStatus.OK);
    frames(decider, 600, LaneStatus.FAILED);
    assertThat(effects()).containsExactly(Effect.ADMIT);
  }

  private static Decider decider(String onUnavailable, String onTimeout) {
    return new Decider(
        Scenario.parse(
            """
            id: outage
            version: 1
            onUnavailable: {face: refuse, liveness: %s}
            gate: {timeout: 6s, onTimeout: %s}
            rules:
              - id: let-in
                phase: gate
                when:
                  - {signal: face.present, atLeast: 1, hits: 8, of: 10, within: 4s}
                  - {signal: liveness.live, atLeast: 0.5, hits: 8, of: 10, within: 4s}
                effect: admit
            """
                .formatted(onUnavailable, onTimeout)));
  }

  private void frames(Decider decider, int count, LaneStatus liveness) {
    for (int i = 0; i < count; i++) {
      at += 100;
      observe(decider, liveness);
    }
  }

  private void observe(Decider decider, LaneStatus liveness) {
    observe(decider, liveness, PERSON);
  }

  private void observe(Decider decider, LaneStatus liveness, Map<String, Double> shows) {
    Map<String, Double> scores = new TreeMap<>(shows);
    Map<Lane, LaneStatus> silent = Map.of();
    if (liveness != LaneStatus.OK) {
      scores.remove("liveness.live");
      silent = Map.of(Lane.LIVENESS, liveness);
    }
    decisions.addAll(
        decider.observe(
            evidence, Traces.frame(seq++, at, Witness.SENDER, scores, silent, List.of())));
  }

  private List<Effect> effects() {
    return decisions.stream().map(Decision::effect).toList();
  }
}
