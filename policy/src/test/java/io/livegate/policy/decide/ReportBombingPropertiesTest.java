package io.livegate.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.frame.RecordKind;
import io.livegate.policy.Policy;
import io.livegate.policy.Traces;
import io.livegate.policy.decide.Scenario.Step;
import io.livegate.signal.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** A few devices that report again and again, over any policy and any session. */
class ReportBombingPropertiesTest {

  private static final String REPORTED = "many-reports";

  @Provide
  Arbitrary<Long> seeds() {
    return Arbitraries.longs().dontShrink();
  }

  @Property(shrinking = ShrinkingMode.OFF)
  void fewerDevicesThanARuleAsksForMoveNothingHoweverOftenTheyReport(@ForAll("seeds") long seed) {
    Scenario scenario = new Scenario(seed);
    int devices = 1 + (int) Math.floorMod(seed, 3L);
    Policy policy = policy(scenario, devices + 2); // the scenario's own reports name nobody
    List<Step> bombed = bombed(scenario, devices, 20);

    assertThat(Scenario.play(new Decider(policy), bombed, false))
        .as("%s", scenario)
        .isEqualTo(Scenario.play(new Decider(scenario.policy), scenario.steps, false));
  }

  /** A hunt in which nothing could be found would prove nothing. */
  @Example
  void soManyDevicesAsTheRuleAsksForDoMoveIt() {
    int asked = 0;
    for (long seed = 0; seed < 60; seed++) {
      Scenario scenario = new Scenario(seed);
      List<Decision> decisions =
          Scenario.play(new Decider(policy(scenario, 3)), bombed(scenario, 3, 20), false);
      asked += decisions.stream().anyMatch(d -> d.ruleId().equals(REPORTED)) ? 1 : 0;
    }
    assertThat(asked).isGreaterThan(20);
  }

  private static Policy policy(Scenario scenario, int reports) {
    return Scenario.parse(
        scenario.yaml
            + """
              - id: %s
                phase: any
                reports: %d
                effect: review
            """
                .formatted(REPORTED, reports));
  }

  private static List<Step> bombed(Scenario scenario, int devices, int reports) {
    Random random = new Random(scenario.steps.size());
    List<Step> steps = new ArrayList<>(scenario.steps);
    for (int i = 0; i < reports; i++) {
      int place = random.nextInt(steps.size());
      Step next = steps.get(place);
      Signals report =
          reportBy("device " + i % devices, next.atMillis())
              .withReviewers(areThere(steps.subList(0, place)));
      steps.add(place, new Step(report, next.atMillis()));
    }
    return steps;
  }

  /** As the newest record says. */
  private static boolean areThere(List<Step> before) {
    boolean there = false;
    for (Step step : before) {
      there = step.signals() == null ? there : step.signals().reviewers();
    }
    return there;
  }

  private static Signals reportBy(String device, long atMillis) {
    Signals any = Traces.control(RecordKind.REPORTED, atMillis);
    return new Signals(
        any.tenant(),
        any.session(),
        any.kind(),
        null,
        device,
        any.witness(),
        any.seq(),
        atMillis,
        atMillis,
        any.quality(),
        any.lanes(),
        any.reasons(),
        any.counts());
  }
}
