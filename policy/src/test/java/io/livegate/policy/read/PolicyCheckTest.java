package io.livegate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.policy.KnownSignal;
import io.livegate.policy.Traces;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicyCheckTest {

  private static final String HEAD =
      """
      id: p
      version: 1
      gate: {timeout: 5s, onTimeout: review}
      rules:
      """;

  @Test
  void everyProblemComesAtOnceWithLineAndColumn() {
    String yaml =
        HEAD
            + """
              - id: a
                phase: gate
                when: [{signal: face.presnt, below: 2, hits: 9, of: 4, within: 3s}]
                effect: refuse
                verdict: UNSURE
            """;

    PolicyCheck check = checked(yaml, signal -> 10);

    assertThat(check.merged()).isNull();
    assertThat(check.problems())
        .extracting(p -> p.line() + ":" + p.column())
        .containsExactly("7:13", "7:44", "9:5");
  }

  @Test
  void theShippedPolicyHasNoWarnings() {
    PolicyCheck check = checked(PolicyFile.bundled().text(), signal -> 10);

    assertThat(check.problems()).isEmpty();
    assertThat(check.warnings()).isEmpty();
  }

  @Test
  void darknessOrDistanceAloneTakesNothingFromAnybody() {
    String dark = "[{signal: quality.brightness, below: 0.1, hits: 8, of: 9, within: 3s}]";
    String far = "[{signal: face.tooSmall, atLeast: 1, hits: 8, of: 9, within: 3s}]";
    for (String when : List.of(dark, far)) {
      assertThat(checked(HEAD + rule("a", "refuse", when), s -> 10).problems())
          .singleElement()
          .satisfies(p -> assertThat(p.message()).contains("how much can be seen", "review"));
      assertThat(checked(HEAD + rule("a", "review", when), s -> 10).problems()).isEmpty();
    }
  }

  @Test
  void aRuleThatAsksForMoreThanIsMeasuredIsWarnedAbout() {
    String when = "[{signal: content.explicit, atLeast: 0.8, hits: 8, of: 9, within: 3s}]";

    assertThat(warnings(rule("a", "refuse", when), signal -> 2))
        .singleElement()
        .satisfies(w -> assertThat(w).startsWith("7:").contains("7 times within 3.0 s"));
    assertThat(warnings(rule("a", "refuse", when), signal -> 10)).isEmpty();
  }

  @Test
  void aConditionOnWhatIsNotMeasuredIsWarnedAbout() {
    String when = "[{signal: liveness.loop, atLeast: 0.8, hits: 2, of: 3, within: 3s}]";

    assertThat(warnings(rule("a", "refuse", when), without("liveness.loop")))
        .singleElement()
        .satisfies(
            w ->
                assertThat(w).startsWith("7:").contains("liveness.loop is not measured", "'here'"));
    assertThat(warnings(rule("a", "refuse", when), without("liveness.still"))).isEmpty();
  }

  @Test
  void aPolicyThatWouldLetNobodyInIsRefused() throws Exception {
    String face = "[{signal: face.present, atLeast: 1, hits: 2, of: 3, within: 3s}]";
    String both =
        face.replace("]", ", {signal: liveness.loop, below: 1, hits: 2, of: 3, within: 3s}]");
    String some = face + "%n    anyOf: {atLeast: %d, of: " + both + "}";

    assertThatThrownBy(() -> requireOpenGate(rule("a", "admit", both)))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("line 7: liveness.loop is not measured here")
        .hasMessageContaining("'a'");
    assertThatThrownBy(() -> requireOpenGate(rule("a", "admit", String.format(some, 2))))
        .isInstanceOf(PolicyException.class);

    requireOpenGate(rule("a", "admit", both) + rule("b", "admit", face));
    requireOpenGate(rule("a", "admit", String.format(some, 1)));
    requireOpenGate(rule("a", "refuse", both)); // reviewers let people in
  }

  private static void requireOpenGate(String rules) throws PolicyException {
    PolicyCheck.requireOpenGate(
        PolicyParser.whole(PolicyFile.parse(HEAD + rules, "p.yaml")), without("liveness.loop"));
  }

  private static Measured without(String name) {
    return new Measured() {
      @Override
      public double mostPerSecond(KnownSignal signal) {
        return 10;
      }

      @Override
      public @Nullable String missing(KnownSignal signal) {
        return signal.name().equals(name) ? "'here' lacks it" : null;
      }
    };
  }

  @Test
  void strikesForWhatNoRuleDoesAreWarnedAbout() {
    String when = "[{signal: content.explicit, atLeast: 0.8, hits: 8, of: 9, within: 9s}]";
    String strikes = "strikes: {for: [%s], at: 3, within: 30d, expires: 7d}\n";

    assertThat(warnings(rule("a", "blur", when) + String.format(strikes, "disconnect"), s -> 10))
        .singleElement()
        .satisfies(w -> assertThat(w).contains("nobody ever gets a strike"));
    assertThat(warnings(rule("a", "blur", when) + String.format(strikes, "blur"), s -> 10))
        .isEmpty();
  }

  @Test
  void aRuleThatContradictsItselfIsWarnedAbout() {
    String both =
        "[{signal: liveness.live, atLeast: 0.8, hits: %d, of: 9, within: 3s},"
            + " {signal: liveness.live, below: 0.3, hits: 5, of: 9, within: 3s}]";

    assertThat(warnings(rule("a", "review", String.format(both, 5)), signal -> 10))
        .singleElement()
        .satisfies(w -> assertThat(w).contains("contradicts the condition in line 7"));
    assertThat(warnings(rule("a", "review", String.format(both, 4)), signal -> 10))
        .as("four high and five low of nine can be")
        .isEmpty();
  }

  @Test
  void aRuleThatAnotherAlwaysForestallsIsWarnedAbout() {
    String wide = "[{signal: face.present, below: 0.5, hits: 5, of: 9, within: 3s}]";
    String narrow = "[{signal: face.present, below: 0.3, hits: 7, of: 9, within: 3s}]";

    assertThat(warnings(rule("wide", "refuse", wide) + rule("a", "refuse", narrow), s -> 10))
        .singleElement()
        .satisfies(w -> assertThat(w).startsWith("10:").contains("'a' never acts", "'wide'"));
    assertThat(warnings(rule("wide", "refuse", narrow) + rule("a", "refuse", wide), s -> 10))
        .isEmpty();
    assertThat(warnings(rule("wide", "coach", wide) + rule("a", "refuse", narrow), s -> 10))
        .as("a milder one does not win")
        .isEmpty();
  }

  @Test
  void aSpanLongerThanTheGateIsWarnedAboutUnlessTheGateStaysOpen() {
    String when = "[{signal: face.present, below: 0.5, hits: 5, of: 9, within: 9s, spanning: 6s}]";

    assertThat(warnings(rule("a", "refuse", when), signal -> 10)).isEmpty();
    String ends = (HEAD + rule("a", "refuse", when)).replace("review", "admit-watched");
    assertThat(checked(ends, signal -> 10).warnings()).hasSize(1);
  }

  @Test
  void aThresholdWhereNoScoreWasEverObservedIsWarnedAbout() {
    assertThat(observed("below: 0.2", 0.9, 0.8, 0.5)).contains("was ever below 0.2", "0.5000");
    assertThat(observed("atLeast: 0.3", 0.9, 0.8, 0.5)).contains("every score");
    assertThat(observed("atLeast: 0.5", 0.1, 0.15, 0.2, 0.8, 0.9))
        .contains("between 0.2000 and 0.8000");
    assertThat(observed("atLeast: 0.5", 0.4, 0.45, 0.5, 0.55, 0.9)).isEmpty();
    assertThat(observed("atLeast: 0.5", 0, 1)).as("two values have no between").isEmpty();
    assertThat(observed("atLeast: 0.5")).contains("never measured");
  }

  private static String observed(String threshold, double... scores) {
    String when = "[{signal: liveness.live, " + threshold + ", hits: 5, of: 9, within: 3s}]";
    PolicyCheck check =
        PolicyCheck.of(
            HEAD + rule("a", "review", when),
            "p.yaml",
            new PolicyStack(),
            signal -> 10,
            policy -> {
              SignalHistory history = new SignalHistory(policy);
              long seq = 0;
              for (double score : scores) {
                history.add(Traces.frame(seq++, seq * 100, Map.of("liveness.live", score)));
              }
              return history;
            });
    return String.join("\n", check.warnings().stream().map(PolicyProblem::message).toList());
  }

  private static PolicyCheck checked(String yaml, Measured measured) {
    return PolicyCheck.of(yaml, "p.yaml", new PolicyStack(), measured, null);
  }

  private static List<String> warnings(String rules, Measured measured) {
    PolicyCheck check = checked(HEAD + rules, measured);
    assertThat(check.problems()).isEmpty();
    return check.warnings().stream().map(w -> w.line() + ":" + w.message()).toList();
  }

  private static String rule(String id, String effect, String when) {
    return String.format(
        "  - id: %s%n    phase: gate%n    when: %s%n    effect: %s%n    verdict: %s%n",
        id, when, effect, effect.equals("admit") ? "LIVE" : "NO_FACE");
  }
}
