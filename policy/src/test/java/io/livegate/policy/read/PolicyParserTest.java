package io.livegate.policy.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.policy.ChallengeSettings;
import io.livegate.policy.Condition;
import io.livegate.policy.Condition.Comparison;
import io.livegate.policy.Effect;
import io.livegate.policy.Gate;
import io.livegate.policy.Mode;
import io.livegate.policy.OnTimeout;
import io.livegate.policy.OnUnavailable;
import io.livegate.policy.Phase;
import io.livegate.policy.Policy;
import io.livegate.policy.Rule;
import io.livegate.policy.Strikes;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.ReasonCode;
import io.livegate.signal.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyParserTest {

  private static final String GOOD =
      """
      id: good
      version: 3
      mode: observe
      onUnavailable: {liveness: refuse, content: review}
      gate: {timeout: 6s, onTimeout: admit-watched}
      rules:
        - id: no-face
          phase: gate
          when:
            - {signal: face.present, below: 0.5, hits: 14, of: 16, within: 2.5s, spanning: 900ms}
            - {signal: quality.brightness, atLeast: 0.1, hits: 2, of: 2, within: 1m}
          effect: refuse
          verdict: NO_FACE
          reason: NO_FACE
          cooldown: 30s
          mode: enforce
      """;

  @Test
  void readsEveryFieldOfAPolicy() throws PolicyException {
    assertThat(PolicyParser.parse(GOOD, "good.yaml"))
        .isEqualTo(
            new Policy(
                "good",
                3,
                Mode.OBSERVE,
                Map.of(Lane.LIVENESS, OnUnavailable.REFUSE, Lane.CONTENT, OnUnavailable.REVIEW),
                new Gate(Duration.ofSeconds(6), OnTimeout.ADMIT_WATCHED),
                ChallengeSettings.DEFAULT,
                List.of(
                    new Rule(
                        "no-face",
                        Phase.GATE,
                        List.of(
                            new Condition(
                                "face.present",
                                Comparison.BELOW,
                                0.5,
                                14,
                                16,
                                Duration.ofMillis(2500),
                                Duration.ofMillis(900)),
                            new Condition(
                                "quality.brightness",
                                Comparison.AT_LEAST,
                                0.1,
                                2,
                                2,
                                Duration.ofMinutes(1),
                                Duration.ZERO)),
                        Effect.REFUSE,
                        Verdict.NO_FACE,
                        ReasonCode.NO_FACE,
                        Duration.ofSeconds(30),
                        null,
                        Mode.ENFORCE))));
  }

  @Test
  void aTaskThatOpensTheGateMustBeAskedForAndCannotBeSatOut() {
    String bad =
        """
        id: door
        version: 1
        gate: {timeout: 6s, onTimeout: admit-watched}
        rules:
          - id: live-person
            phase: gate
            task: passed
            when: [{signal: liveness.genuine, atLeast: 0.65, hits: 8, of: 10, within: 3s}]
            effect: admit
          - id: on-trial
            phase: gate
            mode: observe
            when: [{signal: face.present, atLeast: 1, hits: 5, of: 8, within: 3s}]
            effect: challenge
          - id: later
            phase: admitted
            task: passed
            when: [{signal: face.present, atLeast: 1, hits: 5, of: 8, within: 3s}]
            effect: challenge
        """;
    assertThatThrownBy(() -> PolicyParser.parse(bad, "door.yaml"))
        .hasMessageContaining(
            "line 3: admit-watched lets in whoever waits, and rule 'live-person' only who passed a"
                + " task; choose refuse or review")
        .hasMessageContaining(
            "line 7: nobody is asked for a task at the gate, so nobody passes one: add an enforced"
                + " rule with phase gate and effect challenge")
        .hasMessageContaining(
            "line 17: only admission waits for a task: it goes with effect admit");
  }

  @Test
  void tellsEverythingThatIsWrongAtOnceWithItsLine() {
    String bad =
        """
        id: Bad Name
        version: 0
        mode: enforced
        colour: red
        onUnavailable: {liveness: refused, livenes: ignore}
        gate: {timeout: 90s, onTimeout: refuse, ontimeout: x}
        rules:
          - id: a
            phase: admitted
            when:
              - {signal: face.presnt, atLeast: 1, hits: 10, of: 8, within: 1500ms}
              - {signal: liveness.live, atLeast: 1.5, hits: 8, of: 12, within: 15}
              - {signal: liveness.live, below: 0.5, hits: 2, of: 2, within: 1s, spanning: 2s}
            effect: refuse
          - id: a
            phase: gate
            when: []
            effect: banned
          - id: c
            phase: gate
            when: [{signal: face.present, hits: 2, of: 2, within: 1s}]
          - just text
        """;
    assertThatThrownBy(() -> PolicyParser.parse(bad, "bad.yaml"))
        .isInstanceOf(PolicyException.class)
        .hasMessage(
            """
            policy bad.yaml cannot be used, 22 problems:
              line 1: 'id' cannot be 'Bad Name'; expected: name of the policy, stands in every event: lower-case letters, digits and dashes
              line 2: 'version' cannot be '0'; expected: a whole number from 1, counted up with every change, stands in every event
              line 3: 'mode' cannot be 'enforced' (did you mean 'enforce'?); it is one of enforce, observe
              line 4: 'colour' is not known here; known are id, version, layer, off, change, mode, onUnavailable, gate, challenge, rules, strikes
              line 5: 'liveness' cannot be 'refused' (did you mean 'refuse'?); it is one of ignore, refuse, review
              line 5: 'livenes' is not known here (did you mean 'liveness'?); known are face, liveness, deepfake, content
              line 6: the gate's timeout cannot be 90s; take something from 1s (nobody shows enough in less) to 60s
              line 6: nobody could ever be admitted: add an enforced rule with effect admit, or choose admit-watched or review
              line 6: 'ontimeout' is not known here (did you mean 'onTimeout'?); known are timeout, onTimeout, withoutReviewers
              line 9: effect refuse needs phase gate, not admitted
              line 11: there is no signal 'face.presnt'; the nearest are 'face.present', 'face.count', 'face.pitch'
              line 11: hits 10 can never be reached of 8; raise 'of'
              line 12: liveness.live goes from 0 to 1 (a live person, no print or screen), so atLeast cannot be 1.5
              line 12: 'within' cannot be '15'; expected: older samples do not count; 10m at most (a number and a unit: 1500ms, 1.5s, 2m, 24h, 30d)
              line 13: hits within 1s can never lie 2s apart; take a shorter span or a longer window
              line 14: effect refuse needs a verdict: say what the session is held to show, e.g. NO_FACE
              line 15: rule 'a' is already in line 8; give each rule a name of its own
              line 17: 'when' cannot be empty; expected: the conditions, all of which must hold; may be left out where anyOf, reports, share or age is given
              line 18: 'effect' cannot be 'banned' (did you mean 'ban'?); it is one of admit, coach, challenge, review, warn, blur, refuse, disconnect, ban
              line 19: 'effect' is missing: from mild to severe: admit, coach, challenge, review, warn, blur, refuse, disconnect, ban
              line 21: a condition needs one of 'atLeast' and 'below', and not both
              line 22: an entry of 'rules' cannot be 'just text'; expected: when all conditions hold in this phase, the effect follows""");
  }

  @Test
  void aScoreWithADirectionMayBeComparedBelowZeroButNotOutsideItsRange() throws Exception {
    String policy =
        """
        id: turned
        version: 1
        gate: {timeout: 6s, onTimeout: review}
        rules:
          - {id: a, phase: any, effect: coach, when: [{signal: face.yaw, below: %s, hits: 2, of: 3, within: 1s}]}
        """;
    assertThat(
            PolicyParser.parse(policy.formatted("-30"), "p")
                .rules()
                .get(0)
                .when()
                .get(0)
                .describe())
        .isEqualTo("face.yaw below -30.0 in 2 of 3 within PT1S");
    assertThatThrownBy(() -> PolicyParser.parse(policy.formatted("-91"), "p"))
        .hasMessageContaining("face.yaw goes from -90 to 90")
        .hasMessageContaining("so below cannot be -91");
    assertThatThrownBy(() -> PolicyParser.parse(policy.formatted("-90"), "p"))
        .hasMessageContaining("never holds")
        .hasMessageContaining("take more");
  }

  @ParameterizedTest
  @EnumSource(
      value = Effect.class,
      names = {"WARN", "BLUR", "REFUSE", "DISCONNECT", "BAN"})
  void whatTakesSomethingFromAPersonMayNotRestOnASingleFrame(Effect effect) {
    assertThat(problems(rule(effect, "EXPLICIT", 1)))
        .contains(
            "this effect takes something from a person and may not rest on a single frame; hits"
                + " must be 2 or more in each of its conditions");
    assertThat(problems(rule(effect, "EXPLICIT", 2))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Effect.class,
      names = {"WARN", "BLUR", "REFUSE", "DISCONNECT", "BAN"})
  void uncertaintyPunishesNobody(Effect effect) {
    assertThat(problems(rule(effect, "UNSURE", 2)))
        .containsExactly(
            "a rule with verdict UNSURE may not "
                + effect.id()
                + ": uncertainty punishes nobody; name what is seen, or use coach or review");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "content.explicit, atLeast: 0.9 | content.sexy, atLeast: 0.9 | only explicit-content",
        "content.explicit, atLeast: 0.9 | face.present, atLeast: 1 | only explicit-content",
        "content.explicit, atLeast: 0.9 | liveness.live, atLeast: 0.9 | only explicit-content",
        "content.explicit, atLeast: 0.9 | deepfake.fake, atLeast: 0.01 | only explicit-content",
        "face.present, below: 0.5 | quality.brightness, below: 0.5 | there is none"
      })
  void aBanNeedsTwoModelFamiliesThatAccuse(String first, String second, String found) {
    assertThat(problems(ban(first, second)))
        .containsExactly(
            "a ban needs two model families that accuse in one rule, here "
                + found
                + "; add a condition of another (liveness.live below,"
                + " content.explicit atLeast, each past 0.5), or use disconnect");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deepfake.fake, atLeast: 0.99 | face.present, atLeast: 1",
        "deepfake.suspicion, atLeast: 0.99 | quality.sharpness, below: 30",
        "deepfake.suspicion, atLeast: 0.99 | liveness.live, atLeast: 0.9",
        "deepfake.suspicion, atLeast: 0.99 | content.explicit, atLeast: 0.1",
        "deepfake.suspicion, below: 0.01 | face.share, atLeast: 0.1",
        "deepfake.suspicion, atLeast: 0.99 | liveness.frozen, below: 9",
      })
  void aWeakScoreTakesNothingFromAPersonUnlessTheRestWouldDoAlone(String weak, String other) {
    for (String effect : List.of("warn", "blur", "disconnect")) {
      String text = ban(weak, other).replace("    expires: 7d\n", "").replace("ban", effect);
      assertThat(problems(text))
          .containsExactly(
              weak.substring(0, weak.indexOf(','))
                  + " is wrong too often to "
                  + effect
                  + " on; use challenge or review, or add a condition that justifies it alone"
                  + " (liveness.live below, content.explicit atLeast, each past 0.5)");
    }
    String review = ban(weak, other).replace("    expires: 7d\n", "").replace("ban", "review");
    assertThat(problems(review)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "liveness.live, below: 0.3",
        "content.explicit, atLeast: 0.9",
        "liveness.frozen, atLeast: 9"
      })
  void aWeakScoreMayNarrowARuleThatStandsAlone(String strong) {
    String text = ban("deepfake.suspicion, atLeast: 0.9", strong);
    assertThat(problems(text.replace("    expires: 7d\n", "").replace("ban", "disconnect")))
        .isEmpty();
  }

  @Test
  void aWeakScoreIsNoWitnessForABan() {
    assertThat(problems(ban("content.explicit, atLeast: 0.9", "deepfake.suspicion, atLeast: 0.9")))
        .singleElement()
        .asString()
        .startsWith(
            "a ban needs two model families that accuse in one rule, here only explicit-content");
  }

  @Test
  void aBanOfTwoModelFamiliesIsAllowed() {
    assertThat(problems(ban("content.explicit, atLeast: 0.9", "liveness.live, below: 0.3")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"refuse,any", "admit,admitted", "disconnect,gate", "disconnect,any", "ban,gate"})
  void anEffectOutOfItsPhaseIsRefused(String effect, String phase) {
    String text =
        rule(Effect.valueOf(effect.toUpperCase(java.util.Locale.ROOT)), "EXPLICIT", 2)
            .replaceAll("phase: \\w+\n    effect", "phase: " + phase + "\n    effect");
    assertThat(problems(text)).anyMatch(p -> p.startsWith("effect " + effect + " needs phase"));
  }

  @Test
  void durationsOfABanAndOfACooldownAreBounded() {
    String ban = ban("content.explicit, atLeast: 0.9", "liveness.live, below: 0.3");
    assertThat(problems(ban.replace("expires: 7d", "expires: 31d")))
        .containsExactly(
            "a ban cannot last 31d; take more than 0 and 30d at most, longer is for a human to"
                + " decide");
    assertThat(problems(ban.replace("    expires: 7d\n", "")))
        .containsExactly("a ban must end: add expires, 30d at most");
    assertThat(problems(ban.replace("expires: 7d", "expires: 7d\n    cooldown: 0s")))
        .containsExactly("a cooldown of zero repeats the action with every frame; take 1s or more");
    assertThat(problems(rule(Effect.BLUR, "EXPLICIT", 2) + "    expires: 1d\n"))
        .containsExactly("only a ban expires; for blur use cooldown");
  }

  @Test
  void aThresholdThatDecidesNothingIsRefused() {
    String text = rule(Effect.BLUR, "EXPLICIT", 2);
    assertThat(
            problems(
                text.replace("content.explicit, atLeast: 0.9", "content.explicit, atLeast: 0")))
        .containsExactly(
            "content.explicit atLeast 0 always holds, for every score is at least that; scores are"
                + " rounded to 0.0001: take at least that");
    assertThat(
            problems(text.replace("content.explicit, atLeast: 0.9", "content.explicit, below: 0")))
        .containsExactly(
            "content.explicit below 0 never holds, for no score is below that; scores are rounded"
                + " to 0.0001: take at least that");
    assertThat(problems(text.replace("atLeast: 0.9", "atLeast: .nan"))).hasSize(1);
  }

  @Test
  void rulesThatNeedTooMuchMemoryAreRefused() {
    StringBuilder text = new StringBuilder(rule(Effect.BLUR, "EXPLICIT", 2));
    for (int i = 0; i < 12; i++) {
      text.append(
          "  - {id: r%d, phase: any, effect: coach, when: [{signal: face.share, below: 0.%d, hits: 9, of: 64, within: 1m}]}\n"
              .formatted(i, i + 11));
    }
    assertThat(problems(text.toString()))
        .singleElement()
        .asString()
        .contains("bytes of memory for each session, 2048 at most");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 1 | the file is empty; start from policies/default.yaml",
        "'a: [1' | 1 | this is not YAML: while parsing a flow sequence",
        "'id: x\nid: y' | 2 | 'id' is given twice, first in line 1; keep one",
        "'id: x\n---\nfoo: 1' | 3 | a second document begins here; a file holds one policy",
        "'id: &a x\nmode: *a' | 2 | aliases (*a) are not supported; write the value out",
        "'- x' | 1 | the policy cannot be a list"
      })
  void whatIsNoPolicyAtAllIsToldWithItsLine(String text, int line, String message) {
    assertThatThrownBy(() -> PolicyParser.parse(text, "x"))
        .isInstanceOfSatisfying(
            PolicyException.class,
            e ->
                assertThat(e.problems())
                    .anySatisfy(
                        problem -> {
                          assertThat(problem.line()).isEqualTo(line);
                          assertThat(problem.message()).startsWith(message);
                        }));
  }

  @Test
  void theSchemaNamesEveryVerdictAndEveryEffect() throws Exception {
    String schema =
        new String(
            Policy.class.getResourceAsStream("policy.schema.json").readAllBytes(),
            java.nio.charset.StandardCharsets.UTF_8);
    Stream.of(Verdict.values()).forEach(v -> assertThat(schema).contains('"' + v.name() + '"'));
    Stream.of(Effect.values()).forEach(e -> assertThat(schema).contains('"' + e.id() + '"'));
    Stream.of(Lane.values()).forEach(l -> assertThat(schema).contains('"' + l.id() + "\": {"));
  }

  @Test
  void aScoreIsRoundedBeforeItIsCompared() {
    Condition condition =
        new Condition(
            "liveness.live", Comparison.AT_LEAST, 0.5, 1, 1, Duration.ofSeconds(1), Duration.ZERO);
    assertThat(condition.isHit(0.49995)).isTrue();
    assertThat(condition.isHit(0.49994)).isFalse();
    assertThat(LaneSignal.round(0.49995)).isEqualTo(0.5);
  }

  private static List<String> problems(String yaml) {
    try {
      PolicyParser.parse(yaml, "test");
      return List.of();
    } catch (PolicyException e) {
      return e.problems().stream().map(PolicyProblem::message).toList();
    }
  }

  private static String rule(Effect effect, String verdict, int hits) {
    if (effect == Effect.BAN) {
      return ban("content.explicit, atLeast: 0.9", "liveness.live, below: 0.3")
          .replace("verdict: EXPLICIT", "verdict: " + verdict)
          .replace("hits: 2", "hits: " + hits);
    }
    String phase = effect == Effect.REFUSE || effect == Effect.ADMIT ? "gate" : "admitted";
    return """
    id: test
    version: 1
    gate: {timeout: 6s, onTimeout: review}
    rules:
      - id: it
        when:
          - {signal: content.explicit, atLeast: 0.9, hits: %d, of: 4, within: 5s}
        phase: %s
        effect: %s
        verdict: %s
    """
        .formatted(hits, phase, effect.id(), verdict);
  }

  private static String ban(String first, String second) {
    return """
    id: test
    version: 1
    gate: {timeout: 6s, onTimeout: review}
    rules:
      - id: it
        when:
          - {signal: %s, hits: 2, of: 4, within: 5s}
          - {signal: %s, hits: 2, of: 4, within: 5s}
        phase: admitted
        effect: ban
        verdict: EXPLICIT
        expires: 7d
    """
        .formatted(first, second);
  }

  @Test
  void strikesAreReadAndFollowThePolicyUnlessTheySayOtherwise() throws PolicyException {
    String strikes = "strikes: {for: [disconnect, blur], at: 3, within: 30d, expires: 7d%s}\n";

    assertThat(PolicyParser.parse(GOOD + String.format(strikes, ""), "p").strikes())
        .isEqualTo(
            new Strikes(
                Set.of(Effect.DISCONNECT, Effect.BLUR),
                3,
                Duration.ofDays(30),
                Duration.ofDays(7),
                null));
    assertThat(PolicyParser.parse(GOOD + String.format(strikes, ", mode: observe"), "p").strikes())
        .satisfies(it -> assertThat(it.isObserved()).isTrue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {for: [disconnect], at: 1, within: 30d, expires: 7d}   | one session bans nobody
          {for: [refuse], at: 2, within: 30d, expires: 7d}       | it is one of warn, blur, disconnect
          {for: [], at: 2, within: 30d, expires: 7d}             | a refusal is none
          {for: [blur], at: 2, within: 181d, expires: 7d}        | 180d at most
          {for: [blur], at: 2, within: 0s, expires: 7d}          | more than 0
          {for: [blur], at: 2, within: 30d, expires: 31d}        | a ban cannot last 31d
          {for: [blur], at: 2, within: 30d}                      | 'expires' is missing
          """)
  void strikesThatBanOnTooLittleOrForTooLongAreRefused(String strikes, String why) {
    assertThatThrownBy(() -> PolicyParser.parse(GOOD + "strikes: " + strikes + "\n", "p"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("line 17: ")
        .hasMessageContaining(why);
  }
}
