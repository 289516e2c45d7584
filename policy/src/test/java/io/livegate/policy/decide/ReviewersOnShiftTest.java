package io.livegate.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.RecordKind;
import io.livegate.policy.Traces;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.policy.read.PolicyCheck;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyParser;
import io.livegate.policy.read.PolicyProblem;
import io.livegate.policy.read.PolicyStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a policy may make of people being there, or not, whom it could ask. */
class ReviewersOnShiftTest {

  private static final String DAY_AND_NIGHT =
      """
      id: day-and-night
      version: 1
      gate: {timeout: 5s, onTimeout: review, withoutReviewers: refuse}
      rules:
        - id: let-in
          phase: gate
          when: [{signal: face.present, atLeast: 1, hits: 3, of: 3, within: 3s}]
          effect: admit
        - id: by-day
          phase: admitted
          reviewers: on-shift
          when: [{signal: content.explicit, atLeast: 0.7, hits: 2, of: 3, within: 9s}]
          effect: review
          verdict: EXPLICIT
        - id: by-night
          phase: admitted
          reviewers: absent
          when: [{signal: content.explicit, atLeast: 0.7, hits: 2, of: 3, within: 9s}]
          effect: disconnect
          verdict: EXPLICIT
          cooldown: 15m
      """;

  private static final Map<String, Double> EXPLICIT =
      Map.of("face.present", 1.0, "content.explicit", 0.9);

  private final Decider decider = decider(DAY_AND_NIGHT);
  private final SessionEvidence evidence = new SessionEvidence();
  private long now;
  private long seq;

  @Test
  void byDayAHumanIsAskedAndByNightThePersonHasToCoolOff() {
    admit();
    assertThat(frames(3, EXPLICIT, true)).extracting(Decision::ruleId).containsExactly("by-day");

    List<Decision> night = frames(1, EXPLICIT, false);
    assertThat(night).extracting(Decision::ruleId).containsExactly("by-night");
    assertThat(night.get(0).expiresAtMillis())
        .as("the cool-off")
        .isEqualTo(night.get(0).atMillis() + 900_000);
  }

  @Test
  void aPlatformThatNeverSaysSoHasNobodyOnShift() {
    admit();
    assertThat(frames(3, EXPLICIT, false)).extracting(Decision::ruleId).containsExactly("by-night");
  }

  @Test
  void nobodyWaitsAtTheGateForNobody() {
    for (boolean onShift : List.of(true, false)) {
      SessionEvidence waiting = new SessionEvidence();
      decider.observe(waiting, Traces.control(RecordKind.STARTED, 0).withReviewers(onShift));
      List<Decision> decisions = new ArrayList<>(decider.advance(waiting, 2_500));
      decisions.addAll(decider.advance(waiting, 5_000));

      assertThat(decisions)
          .extracting(decision -> decision.effect().id())
          .containsExactly("coach", onShift ? "review" : "refuse");
    }
  }

  @Test
  void withoutTheMemberAPersonWaitsForWhoeverComes() {
    Decider waits = decider(DAY_AND_NIGHT.replace(", withoutReviewers: refuse", ""));
    waits.observe(evidence, Traces.control(RecordKind.STARTED, 0));
    waits.advance(evidence, 2_500);
    assertThat(waits.advance(evidence, 5_000))
        .extracting(decision -> decision.effect().id())
        .containsExactly("review");
  }

  @Test
  void whoIsThereIsNoEvidence() {
    assertThat(problems(DAY_AND_NIGHT.replaceAll("(?m)^ *when: .*content.*\n", "")))
        .as("one for each rule that is left with nothing else")
        .hasSize(2)
        .allSatisfy(problem -> assertThat(problem).contains("'when' is missing"));
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    assertThat(problems(DAY_AND_NIGHT.replace("onTimeout: review", "onTimeout: refuse")))
        .singleElement()
        .asString()
        .contains("goes with onTimeout review, not refuse");
    assertThat(problems(DAY_AND_NIGHT.replace("on-shift", "on-duty")))
        .singleElement()
        .asString()
        .contains("on-duty", "on-shift, absent");
  }

  @Test
  void theSameConditionsByDayAndByNightHideNeitherRule() {
    String both = DAY_AND_NIGHT.replace("effect: review", "effect: disconnect");
    assertThat(check(both).warnings()).isEmpty();
    assertThat(check(both.replace("    reviewers: on-shift\n", "")).warnings())
        .singleElement()
        .satisfies(w -> assertThat(w.message()).contains("'by-night' never acts"));
  }

  private void admit() {
    assertThat(frames(3, Map.of("face.present", 1.0), false))
        .extracting(Decision::ruleId)
        .containsExactly("let-in");
  }

  private List<Decision> frames(int count, Map<String, Double> scores, boolean onShift) {
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      decisions.addAll(
          decider.observe(evidence, Traces.frame(seq++, now, scores).withReviewers(onShift)));
      now += 1000;
    }
    return decisions;
  }

  private static Decider decider(String yaml) {
    try {
      return new Decider(PolicyParser.parse(yaml, "shift.yaml"));
    } catch (PolicyException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> problems(String yaml) {
    return check(yaml).problems().stream().map(PolicyProblem::message).toList();
  }

  private static PolicyCheck check(String yaml) {
    return PolicyCheck.of(yaml, "shift.yaml", new PolicyStack(), signal -> 10, null);
  }
}
