package io.livegate.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.cli.text.ExplanationText;
import io.livegate.cli.text.Style;
import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
import io.livegate.policy.Effect;
import io.livegate.policy.decide.Obstacle;
import io.livegate.policy.decide.RuleStanding;
import io.livegate.policy.read.PolicyParser;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.Quality;
import io.livegate.signal.Signals;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplainerTest {

  private static final String POLICY =
      """
      id: explained
      version: 2
      gate: {timeout: 5s, onTimeout: refuse}
      rules:
        - id: let-in
          phase: gate
          when: [{signal: face.present, atLeast: 1, hits: 3, of: 4, within: 3s}]
          effect: admit
        - id: second-look
          phase: admitted
          when: [{signal: content.explicit, atLeast: 0.5, hits: 2, of: 4, within: 9s}]
          effect: review
        - id: blur
          phase: admitted
          when: [{signal: content.explicit, atLeast: 0.8, hits: 2, of: 4, within: 9s}]
          effect: blur
          verdict: EXPLICIT
        - id: put-out
          phase: admitted
          when:
            - {signal: content.explicit, atLeast: 0.8, hits: 8, of: 10, within: 30s, spanning: 6s}
          effect: disconnect
          verdict: EXPLICIT
        - id: old
          phase: admitted
          age: {atLeast: 1h}
          effect: review
      """;

  private long now;
  private long seq;

  @Test
  void aDecisionSaysWhatHeldWhatItWonOverAndWhatTheNextSevererLacked() throws Exception {
    Explanation explained = admittedAndExplicit(3);

    assertThat(explained.steps())
        .extracting(step -> step.decision().ruleId())
        .containsExactly("let-in", "blur", "second-look");
    Explanation.Step blur = explained.steps().get(1);
    assertThat(blur.over()).extracting(s -> s.rule().id()).containsExactly("second-look");
    RuleStanding next = blur.next();
    assertThat(next.rule().effect()).isEqualTo(Effect.DISCONNECT);
    assertThat(next.conditions().get(0).hits()).isEqualTo(2);
    assertThat(next.conditions().get(0).spanMillis()).isEqualTo(1000);
    assertThat(next.nearness()).as("a sixth of the span, a quarter of the hits").isEqualTo(1 / 6.0);
    assertThat(explained.rules().get(3).nearest().nearness()).isEqualTo(2 / 6.0);
    assertThat(explained.rules().get(3).perSecond()).hasSize(5);
    assertThat(explained.rules().get(4).blocked().obstacle()).isEqualTo(Obstacle.OTHER_AGE);
  }

  @Test
  void aRuleOnTrialWinsOverNobodyAndNobodyOverIt() throws Exception {
    String trial =
        "  - {id: on-trial, mode: observe, phase: admitted, effect: disconnect, verdict: EXPLICIT, when: ["
            + "{signal: content.explicit, atLeast: 0.8, hits: 2, of: 4, within: 9s}]}\n";
    Explanation explained = admittedAndExplicit(3, POLICY + trial);
    assertThat(explained.steps())
        .filteredOn(step -> step.decision().ruleId().equals("on-trial"))
        .singleElement()
        .satisfies(step -> assertThat(step.over()).isEmpty());
    assertThat(explained.steps())
        .filteredOn(step -> step.decision().ruleId().equals("blur"))
        .singleElement()
        .extracting(step -> step.over().stream().map(s -> s.rule().id()).toList())
        .isEqualTo(List.of("second-look"));
  }

  @Test
  void aTimeOutSaysWhatWasLackingForAdmission() throws Exception {
    Explainer explainer = new Explainer(Clock.MEDIA, PolicyParser.parse(POLICY, "test"));
    explainer.take(started(0));
    for (int i = 0; i < 8; i++) {
      explainer.take(frame(seq++, i * 1000, i < 2 ? 1 : 0, 0));
    }
    Explanation explained = explainer.end();
    Explanation.Step refused = explained.steps().get(1);
    assertThat(refused.decision().ruleId()).isEqualTo("gate.timeout");
    assertThat(refused.won()).isNull();
    assertThat(refused.next().rule().id()).isEqualTo("let-in");
    assertThat(text(explained))
        .contains("refuse, for the gate's time was over", "not admit by let-in, which lacked:");
  }

  @Test
  void thePersonWhoAnswersForItCanReadIt() throws Exception {
    Explanation explained = admittedAndExplicit(3);
    assertThat(text(explained))
        .contains("s  REVIEW  UNSURE  under explained 2")
        .contains("1.2 s  admit by let-in")
        .contains("holds face.present at least 1: 3 hits of 3 needed, newest 1")
        .contains("won over review by second-look")
        .contains("not disconnect by put-out, which lacked:")
        .contains(
            "lacks content.explicit at least 0.80: 2 hits of 8 needed, spanning 1.0 s of 6.0 s")
        .contains("Never looked at, for younger or older sessions: old");
    JsonNode json = ExplanationJson.session(explained);
    assertThat(json.at("/decisions/1/wonOver/0/ruleId").asText()).isEqualTo("second-look");
    assertThat(json.at("/decisions/1/next/conditions/0/neededHits").asInt()).isEqualTo(8);
    assertThat(json.at("/rules/4/neverLookedAt").asText()).isEqualTo("OTHER_AGE");
    assertThat(json.at("/rules/3/nearnessPerSecond")).hasSize(5);
  }

  private static String text(Explanation explained) {
    return new ExplanationText(new Style(false), 100).of(explained);
  }

  private Explanation admittedAndExplicit(int frames) throws Exception {
    return admittedAndExplicit(frames, POLICY);
  }

  private Explanation admittedAndExplicit(int frames, String policy) throws Exception {
    Explainer explainer = new Explainer(Clock.MEDIA, PolicyParser.parse(policy, "test"));
    explainer.take(started(now));
    for (int i = 0; i < 3 + frames; i++) {
      double explicit = i < 3 ? 0 : 0.9;
      now += i < 3 ? 400 : 1000;
      explainer.take(frame(seq++, now, 1, explicit));
    }
    return explainer.end();
  }

  private static Signals started(long atMillis) {
    return record(RecordKind.STARTED, 0, atMillis, List.of());
  }

  private static Signals frame(long seq, long atMillis, double face, double explicit) {
    return record(
        RecordKind.FRAME,
        seq,
        atMillis,
        List.of(
            LaneSignal.ok(Lane.FACE, Map.of("present", face), List.of(), List.of()),
            LaneSignal.ok(Lane.CONTENT, Map.of("explicit", explicit), List.of(), List.of())));
  }

  private static Signals record(RecordKind kind, long seq, long atMillis, List<LaneSignal> lanes) {
    return new Signals(
        "t",
        "s",
        kind,
        null,
        null,
        Witness.SENDER,
        seq,
        atMillis,
        atMillis,
        Quality.NONE,
        lanes,
        List.of(),
        FrameCounts.ZERO);
  }
}
