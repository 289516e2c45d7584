package io.livegate.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
import io.livegate.policy.Condition;
import io.livegate.policy.Effect;
import io.livegate.policy.Mode;
import io.livegate.policy.OnTimeout;
import io.livegate.policy.OnUnavailable;
import io.livegate.policy.Rule;
import io.livegate.policy.evidence.EvidenceBytes;
import io.livegate.policy.evidence.EvidencePlan;
import io.livegate.policy.evidence.Outcome;
import io.livegate.policy.evidence.SessionEvidence;
import io.livegate.signal.Signals;
import io.livegate.signal.Verdict;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Hunts over generated policies and sessions for a decision that breaks an invariant. */
class DeciderPropertiesTest {

  /** The families of the design, written down apart from the code under test. */
  private static final Map<String, String> FAMILIES =
      Map.of(
          "liveness.live", "presentation-attack",
          "liveness.human", "explicit-content",
          "content.explicit", "explicit-content",
          "content.sexy", "explicit-content",
          "content.drawing", "explicit-content",
          "content.neutral", "explicit-content");

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Arbitraries.longs().map(Scenario::new).dontShrink();
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void noRestrictionRestsOnFewerThanTwoFramesNorOnFewerThanTheRuleAsks(
      @ForAll("scenarios") Scenario scenario) {
    for (Decision decision : play(scenario)) {
      Rule rule = ruleOf(scenario, decision);
      if (!decision.effect().isRestrictive() || rule == null) {
        continue;
      }
      for (Condition condition : rule.when()) {
        long seen = Invariants.hitsSeen(scenario.steps, condition, decision.atMillis());
        assertThat(seen)
            .as("%s for %s of\n%s", decision, condition.describe(), scenario)
            .isGreaterThanOrEqualTo(Math.max(2, condition.hits()));
      }
      if (rule.anyOf() != null) {
        assertThat(rule.anyOf().of())
            .filteredOn(
                c ->
                    Invariants.hitsSeen(scenario.steps, c, decision.atMillis())
                        >= Math.max(2, c.hits()))
            .as("%s of\n%s", decision, scenario)
            .hasSizeGreaterThanOrEqualTo(rule.someNeeded());
      }
    }
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void uncertaintyRefusesOnlyWhereTheTenantChoseIt(@ForAll("scenarios") Scenario scenario) {
    for (Decision decision : play(scenario)) {
      if (decision.verdict() != Verdict.UNSURE || !decision.effect().isRestrictive()) {
        continue;
      }
      assertThat(decision.effect()).as("%s", decision).isEqualTo(Effect.REFUSE);
      assertThat(decision.ruleId()).as("%s", decision).startsWith("gate.");
      assertThat(
              scenario.policy.gate().onTimeout() == OnTimeout.REFUSE
                  || scenario.policy.gate().withoutReviewers() == OnTimeout.REFUSE
                  || scenario.policy.onUnavailable().containsValue(OnUnavailable.REFUSE))
          .as("%s of\n%s", decision, scenario)
          .isTrue();
    }
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void theSameSignalsGiveTheSameDecisionsWhateverIsRestoredInBetween(
      @ForAll("scenarios") Scenario scenario) {
    List<Decision> once = play(scenario);
    assertThat(Scenario.play(new Decider(scenario.policy), scenario.steps, true)).isEqualTo(once);
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void aSessionEndsAtMostOnceAndNothingFollows(@ForAll("scenarios") Scenario scenario) {
    boolean over = false;
    for (Decision decision : play(scenario)) {
      assertThat(over).as("%s of\n%s", decision, scenario).isFalse();
      over = decision.mode() == Mode.ENFORCE && decision.effect().isTerminal();
    }
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void ordinalsAreConsecutive(@ForAll("scenarios") Scenario scenario) {
    int next = 0;
    for (Decision decision : play(scenario)) {
      assertThat(decision.ordinal()).as("%s", decision).isEqualTo(next++);
    }
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void aBanShowsEvidenceOfTwoModelFamilies(@ForAll("scenarios") Scenario scenario) {
    for (Decision decision : play(scenario)) {
      if (decision.effect() == Effect.BAN) {
        Set<String> families = new HashSet<>();
        decision.evidence().forEach(fired -> families.add(FAMILIES.get(fired.signal())));
        families.remove(null);
        assertThat(families).as("%s", decision).hasSizeGreaterThanOrEqualTo(2);
        assertThat(decision.admitted()).isTrue();
        assertThat(decision.expiresAtMillis()).isNotNull();
      }
    }
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void observeMarksWhatEnforceWouldDoAndChangesNothing(@ForAll("scenarios") Scenario scenario) {
    // What would follow from a task that nobody was given cannot be known.
    scenario.steps.removeIf(DeciderPropertiesTest::isAboutAChallenge);
    Assume.that(scenario.policy.rules().stream().noneMatch(r -> r.effect() == Effect.CHALLENGE));
    Decider observing =
        new Decider(Scenario.parse(scenario.yaml.replaceFirst("mode: enforce", "mode: observe")));
    SessionEvidence evidence = new SessionEvidence();
    List<Decision> marked = Scenario.play(observing, scenario.steps, evidence, false);
    assertThat(marked.stream().map(DeciderPropertiesTest::gist).toList())
        .isEqualTo(play(scenario).stream().map(DeciderPropertiesTest::gist).toList());
    assertThat(marked).allSatisfy(d -> assertThat(d.mode()).isEqualTo(Mode.OBSERVE));
    SessionSummary summary = observing.summary(evidence);
    assertThat(summary.outcome()).isEqualTo(Outcome.UNDECIDED);
    assertThat(summary.admitted()).isFalse();
  }

  private static boolean isAboutAChallenge(Scenario.Step step) {
    Signals signals = step.signals();
    return signals != null && signals.kind().id().startsWith("challenge-");
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void receiversAloneNeverRestrictNorAdmit(@ForAll("scenarios") Scenario scenario) {
    List<Scenario.Step> seenByReceivers =
        scenario.steps.stream()
            .filter(s -> s.signals() == null || isReceivers(s.signals()))
            .toList();
    for (Decision decision : Scenario.play(new Decider(scenario.policy), seenByReceivers, false)) {
      assertThat(decision.effect())
          .as("%s", decision)
          .isIn(Effect.COACH, Effect.CHALLENGE, Effect.REVIEW);
    }
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void theEvidenceFitsItsBudget(@ForAll("scenarios") Scenario scenario) {
    SessionEvidence evidence = new SessionEvidence();
    Scenario.play(new Decider(scenario.policy), scenario.steps, evidence, false);
    assertThat(EvidenceBytes.write(evidence).length)
        .isLessThanOrEqualTo(new EvidencePlan(scenario.policy).maxBytes())
        .isLessThanOrEqualTo(EvidencePlan.MAX_BYTES);
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void theSummaryAgreesWithTheDecisions(@ForAll("scenarios") Scenario scenario) {
    SessionEvidence evidence = new SessionEvidence();
    Decider decider = new Decider(scenario.policy);
    List<Decision> enforced =
        Scenario.play(decider, scenario.steps, evidence, false).stream()
            .filter(d -> d.mode() == Mode.ENFORCE)
            .toList();
    Outcome highest = Outcome.UNDECIDED;
    Long at = null;
    for (Decision decision : enforced) {
      Outcome reached =
          Map.of(
                  Effect.ADMIT, Outcome.ADMITTED,
                  Effect.REVIEW, Outcome.REVIEW,
                  Effect.REFUSE, Outcome.REFUSED,
                  Effect.DISCONNECT, Outcome.DISCONNECTED,
                  Effect.BAN, Outcome.BANNED)
              .getOrDefault(decision.effect(), Outcome.UNDECIDED);
      if (reached.compareTo(highest) > 0) {
        highest = reached;
        at = decision.atMillis();
      }
    }
    SessionSummary summary = decider.summary(evidence);
    assertThat(summary.outcome()).isEqualTo(highest);
    assertThat(summary.decidedAtMillis()).isEqualTo(at);
    assertThat(summary.admitted())
        .isEqualTo(enforced.stream().anyMatch(d -> d.effect() == Effect.ADMIT));
  }

  /** Properties over decisions that are never made would prove nothing. */
  @Example
  void theScenariosReachEveryEffectOften() {
    Map<Effect, Integer> reached = new EnumMap<>(Effect.class);
    for (long seed = 0; seed < 1000; seed++) {
      for (Decision decision : play(new Scenario(seed))) {
        if (!decision.ruleId().startsWith("gate.")) {
          reached.merge(decision.effect(), 1, Integer::sum);
        }
      }
    }
    assertThat(reached).containsOnlyKeys(Effect.values());
    assertThat(reached.values()).as("%s", reached).allMatch(count -> count >= 20);
  }

  private static List<Decision> play(Scenario scenario) {
    return Scenario.play(new Decider(scenario.policy), scenario.steps, false);
  }

  private record Gist(
      Effect effect, String rule, Verdict verdict, long at, int ordinal, List<Fired> fired) {}

  private static Gist gist(Decision d) {
    return new Gist(d.effect(), d.ruleId(), d.verdict(), d.atMillis(), d.ordinal(), d.evidence());
  }

  private static Rule ruleOf(Scenario scenario, Decision decision) {
    return scenario.policy.rules().stream()
        .filter(rule -> rule.id().equals(decision.ruleId()))
        .findFirst()
        .orElse(null);
  }

  private static boolean isReceivers(Signals signals) {
    return signals.kind() == RecordKind.FRAME && signals.witness() == Witness.RECEIVER;
  }
}
