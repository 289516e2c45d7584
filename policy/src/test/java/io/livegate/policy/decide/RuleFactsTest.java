package io.livegate.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
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

/** What a rule may ask beside its conditions: corroboration, age, and what went before. */
class RuleFactsTest {

  private static final String HEAD =
      """
      id: facts
      version: 1
      gate: {timeout: 5s, onTimeout: refuse}
      rules:
        - id: let-in
          phase: gate
          when: [{signal: face.present, atLeast: 1, hits: 3, of: 3, within: 3s}]
          effect: admit
      """;

  private static final String TWO_OF_THREE =
      """
        - id: corroborated
          phase: admitted
          anyOf:
            atLeast: 2
            of:
              - {signal: liveness.live, below: 0.2, hits: 2, of: 3, within: 9s}
              - {signal: content.drawing, atLeast: 0.8, hits: 2, of: 3, within: 9s}
              - {signal: face.count, atLeast: 2, hits: 2, of: 3, within: 9s}
          effect: disconnect
          verdict: NOT_HUMAN
          reason: NOT_HUMAN
      """;

  private final SessionEvidence evidence = new SessionEvidence();
  private long now;
  private long seq;

  @Test
  void someOfSeveralConditionsAreEnoughWhicheverTheyAre() {
    for (List<String> shown :
        List.of(
            List.of("liveness.live", "content.drawing"),
            List.of("liveness.live", "face.count"),
            List.of("content.drawing", "face.count"))) {
      RuleFactsTest session = new RuleFactsTest();
      Decider decider = decider(TWO_OF_THREE);
      session.admit(decider);
      List<Decision> decisions = session.frames(decider, 5, 1000, scores(shown));
      assertThat(decisions).as("%s", shown).hasSize(1);
      assertThat(decisions.get(0).evidence())
          .extracting(Fired::signal)
          .as("only what held is relied on")
          .containsExactlyElementsOf(shown);
    }
  }

  @Test
  void oneOfThemIsNotEnough() {
    Decider decider = decider(TWO_OF_THREE);
    admit(decider);
    assertThat(frames(decider, 20, 1000, scores(List.of("liveness.live")))).isEmpty();
    assertThat(frames(decider, 20, 1000, scores(List.of("face.count")))).isEmpty();
  }

  private static Map<String, Double> scores(List<String> shown) {
    return Map.of(
        "face.present", 1.0,
        "liveness.live", shown.contains("liveness.live") ? 0.1 : 0.9,
        "content.drawing", shown.contains("content.drawing") ? 0.9 : 0.1,
        "face.count", shown.contains("face.count") ? 2.0 : 1.0);
  }

  @Test
  void everyChoiceThatIsEnoughHasToJustifyTheEffect() {
    assertThat(
            problems(TWO_OF_THREE.replace("face.count, atLeast: 2", "deepfake.fake, atLeast: 0.9")))
        .isEmpty();
    assertThat(
            problems(
                TWO_OF_THREE
                    .replace("face.count, atLeast: 2", "deepfake.fake, atLeast: 0.9")
                    .replace("content.drawing", "deepfake.suspicion")))
        .singleElement()
        .asString()
        .contains(
            "when of anyOf only deepfake.fake and deepfake.suspicion hold", "wrong too often");
    assertThat(problems(TWO_OF_THREE.replace("atLeast: 2\n", "atLeast: 4\n")))
        .singleElement()
        .asString()
        .contains("4 of 3 can never hold");
    assertThat(problems(TWO_OF_THREE.replace("below: 0.2, hits: 2", "below: 0.2, hits: 1")))
        .singleElement()
        .asString()
        .contains("single frame");
  }

  @Test
  void aBanNeedsTwoFamiliesInEveryChoice() {
    String ban = TWO_OF_THREE.replace("effect: disconnect", "effect: ban\n    expires: 1d");
    assertThat(problems(ban))
        .singleElement()
        .asString()
        .contains("when of anyOf only", "face.count", "two model families");
    assertThat(problems(ban.replace("atLeast: 2\n", "atLeast: 3\n"))).isEmpty();
    assertThat(
            problems(
                ban.replace("atLeast: 2\n", "atLeast: 3\n")
                    .replace("content.drawing", "liveness.genuine")
                    .replace("atLeast: 0.8", "below: 0.2")))
        .singleElement()
        .asString()
        .contains("only presentation-attack");
  }

  @Test
  void aScoreThatWouldBearOutItselfIsWarnedAbout() {
    String twice =
        TWO_OF_THREE.replace("content.drawing, atLeast: 0.8", "liveness.live, below: 0.1");
    PolicyCheck check =
        PolicyCheck.of(HEAD + twice, "p.yaml", new PolicyStack(), signal -> 10, null);
    assertThat(check.warnings())
        .singleElement()
        .satisfies(w -> assertThat(w.line()).isEqualTo(15))
        .satisfies(w -> assertThat(w.message()).contains("counts twice", "line 14"));
  }

  @Test
  void aRuleMayLookOnlyAtYoungOrOldSessions() {
    String firstMinute =
        """
          - id: first-minute
            phase: admitted
            age: {since: admission, below: 10s}
            when: [{signal: content.explicit, atLeast: 0.8, hits: 2, of: 3, within: 9s}]
            effect: disconnect
            verdict: EXPLICIT
        """;
    Map<String, Double> explicit = Map.of("face.present", 1.0, "content.explicit", 0.9);
    Map<String, Double> plain = Map.of("face.present", 1.0, "content.explicit", 0.0);

    Decider decider = decider(firstMinute);
    admit(decider);
    frames(decider, 12, 1000, plain);
    assertThat(frames(decider, 5, 1000, explicit)).isEmpty();

    RuleFactsTest young = new RuleFactsTest();
    young.admit(decider);
    assertThat(young.frames(decider, 3, 1000, explicit)).extracting(Decision::effect).hasSize(1);
  }

  @Test
  void aSessionThatHasNotBegunHasNoAge() {
    Decider decider =
        decider(
            """
              - id: old-and-reported
                phase: any
                age: {atLeast: 20s}
                reports: 1
                effect: review
            """);
    now = 1_800_000_000_000L;
    assertThat(decider.observe(evidence, Traces.control(RecordKind.REPORTED, now))).isEmpty();
    Map<String, Double> scores = Map.of("face.present", 0.0);
    assertThat(
            decider.observe(
                evidence, Traces.frame(0, now, Witness.RECEIVER, scores, Map.of(), List.of())))
        .as("what a receiver saw begins no session")
        .isEmpty();
    assertThat(frames(decider, 3, 1000, scores)).isEmpty();
  }

  @Test
  void anAgeAloneAsksOnce() {
    String after =
        """
          - id: still-there
            phase: admitted
            age: {atLeast: 20s}
            effect: review
        """;
    Decider decider = decider(after);
    admit(decider);
    List<Decision> decisions = frames(decider, 120, 1000, Map.of("face.present", 1.0));
    assertThat(decisions)
        .singleElement()
        .satisfies(d -> assertThat(d.atMillis()).isEqualTo(20_000));
    assertThat(problems(after.replace("review", "warn\n    verdict: STATIC")))
        .singleElement()
        .asString()
        .contains("an age proves nothing");
    assertThat(problems(after.replace("{atLeast: 20s}", "{atLeast: 20s, below: 5s}"))).hasSize(1);
    assertThat(problems(after.replace("{atLeast: 20s}", "{}"))).hasSize(1);
  }

  /** On at 0.8, off under 0.5: nothing between the two switches the blur, as a threshold would. */
  private static final String BLUR =
      """
        - id: blur
          phase: admitted
          when: [{signal: content.explicit, atLeast: 0.8, hits: 2, of: 3, within: 9s}]
          effect: blur
          verdict: EXPLICIT
          cooldown: 5s
        - id: keep-blur
          phase: admitted
          after: {rules: [blur, keep-blur], within: 8s}
          when: [{signal: content.explicit, atLeast: 0.5, hits: 2, of: 3, within: 9s}]
          effect: blur
          verdict: EXPLICIT
          cooldown: 5s
      """;

  @Test
  void aRuleMayGoOnWithWhatAnotherBegan() {
    Decider decider = decider(BLUR);
    admit(decider);
    assertThat(frames(decider, 10, 1000, explicit(0.6))).as("not begun").isEmpty();
    assertThat(rules(frames(decider, 2, 1000, explicit(0.9)))).containsExactly("blur");
    assertThat(rules(frames(decider, 16, 1000, explicit(0.6))))
        .as("goes on, by itself in the end")
        .containsOnly("keep-blur")
        .hasSizeGreaterThanOrEqualTo(3);
    assertThat(frames(decider, 10, 1000, explicit(0.4))).as("over").isEmpty();
    assertThat(frames(decider, 10, 1000, explicit(0.6))).as("and not begun anew").isEmpty();
  }

  @Test
  void whatARuleOnTrialDidWasNotDone() {
    Decider decider =
        decider(
            BLUR.replace(
                "verdict: EXPLICIT\n    cooldown: 5s\n  - id: keep",
                "verdict: EXPLICIT\n    cooldown: 5s\n    mode: observe\n  - id: keep"));
    admit(decider);
    List<Decision> decisions = frames(decider, 3, 1000, explicit(0.9));
    decisions.addAll(frames(decider, 10, 1000, explicit(0.6)));
    assertThat(rules(decisions)).containsOnly("blur");
  }

  @Test
  void whatCannotBeFollowedIsRefused() {
    assertThat(problems(BLUR.replace("[blur, keep-blur]", "[blurr, let-in]")))
        .satisfiesExactly(
            p -> assertThat(p).contains("no rule 'blurr'", "'blur'"),
            p -> assertThat(p).contains("'let-in' does admit"));
    assertThat(problems(BLUR.replace("within: 8s", "within: 48h"))).hasSize(1);
    PolicyCheck alone =
        PolicyCheck.of(
            HEAD + BLUR.replace("[blur, keep-blur]", "[keep-blur]"),
            "p.yaml",
            new PolicyStack(),
            signal -> 10,
            null);
    assertThat(alone.warnings())
        .singleElement()
        .satisfies(w -> assertThat(w.message()).contains("never begins"));
  }

  private static Map<String, Double> explicit(double score) {
    return Map.of("face.present", 1.0, "content.explicit", score);
  }

  private static List<String> rules(List<Decision> decisions) {
    return decisions.stream().map(Decision::ruleId).toList();
  }

  private void admit(Decider decider) {
    decider.observe(evidence, Traces.control(RecordKind.STARTED, now));
    assertThat(frames(decider, 3, 100, Map.of("face.present", 1.0)))
        .extracting(Decision::ruleId)
        .containsExactly("let-in");
    now = 1000;
  }

  private List<Decision> frames(
      Decider decider, int count, long every, Map<String, Double> scores) {
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      decisions.addAll(decider.observe(evidence, Traces.frame(seq++, now, scores)));
      now += every;
    }
    return decisions;
  }

  private static Decider decider(String rules) {
    try {
      return new Decider(PolicyParser.parse(HEAD + rules, "facts.yaml"));
    } catch (PolicyException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> problems(String rules) {
    PolicyCheck check =
        PolicyCheck.of(HEAD + rules, "facts.yaml", new PolicyStack(), signal -> 10, null);
    return check.problems().stream().map(PolicyProblem::message).toList();
  }
}
