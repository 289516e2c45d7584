package io.livegate.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.policy.After;
import io.livegate.policy.Age;
import io.livegate.policy.AnyOf;
import io.livegate.policy.Condition;
import io.livegate.policy.Effect;
import io.livegate.policy.Mode;
import io.livegate.policy.Policy;
import io.livegate.policy.Rule;
import io.livegate.signal.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * The invariants hold over generated policies and sessions, and the hunt is worth something: what
 * breaks one on purpose, past the guard rails or behind the decider's back, is found by it.
 */
class PlantedViolationsTest {

  private static final int SEEDS = 200;

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Arbitraries.longs().map(Scenario::new).dontShrink();
  }

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void noGeneratedPolicyBreaksAnInvariantOnAnySession(@ForAll("scenarios") Scenario scenario) {
    for (Policy policy : List.of(scenario.policy, scenario.policy.observed())) {
      List<Decision> decisions = Scenario.play(new Decider(policy), scenario.steps, false);
      assertThat(Invariants.broken(policy, scenario.steps, decisions)).as("%s", scenario).isEmpty();
    }
  }

  @Example
  void aPolicyThatActsOnOneFrameIsFound() {
    assertThat(found("1: nothing rests on a single frame", policy -> policy.withHits(-64)))
        .isGreaterThan(SEEDS / 10);
  }

  @Example
  void aPolicyThatBansOnOneFamilyIsFound() {
    assertThat(
            found(
                "1: a ban shows two families",
                changed(
                    rule ->
                        rule.effect() != Effect.BAN || rule.when().isEmpty()
                            ? rule
                            : with(rule, rule.when().subList(0, 1), rule.verdict(), rule.mode()))))
        .isPositive();
  }

  @Example
  void aDeciderThatAsksForFewerToBearEachOtherOutIsFound() {
    assertThat(
            foundAgainst(
                "1: enough conditions bear each other out",
                rule -> {
                  AnyOf some = rule.anyOf();
                  return some == null
                      ? rule
                      : with(
                          rule, new AnyOf(some.atLeast() - 1, some.of()), rule.age(), rule.after());
                }))
        .isPositive();
  }

  @Example
  void aDeciderThatForgetsASessionsAgeIsFound() {
    assertThat(
            foundAgainst(
                "the session is as old as the rule asks",
                rule -> with(rule, rule.anyOf(), null, rule.after())))
        .isGreaterThan(SEEDS / 20);
  }

  @Example
  void aDeciderThatForgetsWhatMustHaveGoneBeforeIsFound() {
    assertThat(
            foundAgainst(
                "another rule fired before", rule -> with(rule, rule.anyOf(), rule.age(), null)))
        .isGreaterThan(SEEDS / 20);
  }

  @Example
  void aDeciderThatForgetsWhoIsOnShiftIsFound() {
    assertThat(foundAgainst("reviewers are there as the rule asks", Scenario::whoeverIsThere))
        .isGreaterThan(SEEDS / 50);
  }

  /** In how many of the sessions what the bent rules do breaks what the straight ones ask for. */
  private static int foundAgainst(String invariant, UnaryOperator<Rule> bent) {
    int found = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Scenario scenario = new Scenario(seed);
      Policy policy = changed(bent).apply(scenario.policy);
      List<Decision> decisions = Scenario.play(new Decider(policy), scenario.steps, false);
      found +=
          Invariants.broken(scenario.policy, scenario.steps, decisions).contains(invariant) ? 1 : 0;
    }
    return found;
  }

  private static Rule with(Rule rule, AnyOf some, Age age, After after) {
    return Scenario.asking(rule, some, age, after, rule.reviewers());
  }

  @Example
  void aPolicyThatPunishesUncertaintyIsFound() {
    assertThat(
            found(
                "4: uncertainty punishes nobody",
                changed(rule -> with(rule, rule.when(), Verdict.UNSURE, rule.mode()))))
        .isGreaterThan(SEEDS / 10);
  }

  @Example
  void aDeciderThatLosesAnActionOrDoublesOneIsFound() {
    assertThat(
            foundIn(
                "6: no action twice or missing",
                decisions -> decisions.subList(1, decisions.size())))
        .isGreaterThan(SEEDS / 10);
    assertThat(
            foundIn(
                "6: no action twice or missing",
                decisions -> {
                  List<Decision> doubled = new ArrayList<>(decisions);
                  doubled.add(decisions.get(decisions.size() - 1));
                  return doubled;
                }))
        .isGreaterThan(SEEDS / 2);
  }

  @Example
  void aDecisionThatCannotBeExplainedIsFound() {
    assertThat(
            foundIn(
                "8: the evidence explains it",
                decisions ->
                    decisions.stream().map(PlantedViolationsTest::withoutEvidence).toList()))
        .isGreaterThan(SEEDS / 10);
  }

  @Example
  void aDeciderThatActsWhereItWasToObserveIsFound() {
    int found = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Scenario scenario = new Scenario(seed);
      List<Decision> acting = Scenario.play(new Decider(scenario.policy), scenario.steps, false);
      found +=
          Invariants.broken(scenario.policy.observed(), scenario.steps, acting)
                  .contains("9: observing carries nothing out")
              ? 1
              : 0;
    }
    assertThat(found).isGreaterThan(SEEDS / 2);
  }

  /** In how many of the sessions the policy, bent past its guard rails, breaks the invariant. */
  private static int found(String invariant, UnaryOperator<Policy> bent) {
    int found = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Scenario scenario = new Scenario(seed);
      Policy policy = bent.apply(scenario.policy);
      List<Decision> decisions = Scenario.play(new Decider(policy), scenario.steps, false);
      found += Invariants.broken(policy, scenario.steps, decisions).contains(invariant) ? 1 : 0;
    }
    return found;
  }

  /** The same where the decisions are tampered with. */
  private static int foundIn(String invariant, UnaryOperator<List<Decision>> tampered) {
    int found = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Scenario scenario = new Scenario(seed);
      List<Decision> decisions = Scenario.play(new Decider(scenario.policy), scenario.steps, false);
      if (!decisions.isEmpty()) {
        found +=
            Invariants.broken(scenario.policy, scenario.steps, tampered.apply(decisions))
                    .contains(invariant)
                ? 1
                : 0;
      }
    }
    return found;
  }

  private static UnaryOperator<Policy> changed(UnaryOperator<Rule> change) {
    return policy ->
        new Policy(
            policy.id(),
            policy.version(),
            Mode.ENFORCE,
            policy.onUnavailable(),
            policy.gate(),
            policy.challenge(),
            policy.rules().stream().map(change).toList());
  }

  private static Rule with(Rule rule, List<Condition> when, Verdict verdict, Mode mode) {
    return new Rule(
        rule.id(),
        rule.phase(),
        when,
        rule.effect(),
        verdict,
        rule.reason(),
        rule.cooldown(),
        rule.expires(),
        mode,
        rule.reports(),
        rule.share(),
        rule.anyOf(),
        rule.age(),
        rule.after(),
        rule.reviewers(),
        rule.taskPassed());
  }

  private static Decision withoutEvidence(Decision d) {
    return new Decision(
        d.effect(),
        d.ruleId(),
        d.mode(),
        d.verdict(),
        d.atMillis(),
        d.ordinal(),
        d.admitted(),
        d.reasons(),
        List.of(),
        d.models(),
        d.policyId(),
        d.policyVersion(),
        d.expiresAtMillis(),
        d.automation());
  }
}
