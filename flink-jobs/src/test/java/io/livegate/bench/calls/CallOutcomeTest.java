package io.livegate.bench.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.bench.calls.CallOutcome.Action;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallOutcomeTest {

  private static final Action ADMITTED = new Action("admitted", 2_000);

  private static CallOutcome calm(Action... actions) {
    return new CallOutcome(
        new CallScript("calm", 0, null, 100_000, 100_000, 100_000, 1), List.of(actions), 170);
  }

  private static CallOutcome withIncident(String session, Action... actions) {
    return new CallOutcome(
        new CallScript(session, 0, Incident.PRINT, 50_000, 60_000, 70_000, 1),
        List.of(actions),
        130);
  }

  @Test
  void delaysCountFromTheIncident() {
    CallOutcome outcome =
        withIncident(
            "a",
            ADMITTED,
            new Action("coached", 55_000),
            new Action("disconnected", 58_000),
            new Action("ended", 69_900));

    assertThat(outcome.delayMillis()).isEqualTo(5_000);
    assertThat(outcome.stopDelayMillis()).isEqualTo(8_000);
    assertThat(outcome.falseActions()).isEmpty();
    assertThat(outcome.genuineMillis()).isEqualTo(48_000);
  }

  @Test
  void anIncidentOnWhichNothingIsDoneIsMissed() {
    CallOutcome outcome = withIncident("a", ADMITTED, new Action("ended", 69_900));

    assertThat(outcome.isReached()).isTrue();
    assertThat(outcome.delayMillis()).isNull();
  }

  @Test
  void aPersonThrownOutBeforeItHidesTheIncidentAndCountsAsWrong() {
    Action wrong = new Action("disconnected", 20_000);
    CallOutcome outcome = withIncident("a", ADMITTED, wrong);

    assertThat(outcome.isReached()).isFalse();
    assertThat(outcome.falseActions()).containsExactly(wrong);
    assertThat(outcome.genuineMillis()).isEqualTo(18_000);
  }

  @Test
  void whatTheGateSaysIsNoActionInTheCall() {
    assertThat(calm(new Action("coached", 1_000), ADMITTED).falseActions()).isEmpty();
    assertThat(calm(new Action("refused", 5_000)).genuineMillis()).isZero();
  }

  @Test
  void figuresAreSharesDelaysAndRatesAnHour() {
    PlanFigures figures =
        new PlanFigures(
            "plan",
            List.of(
                calm(ADMITTED),
                calm(ADMITTED, new Action("coached", 90_000)),
                withIncident("seen", ADMITTED, new Action("disconnected", 54_000)),
                withIncident("missed", ADMITTED)),
            Map.of(false, 12.0, true, 20.0));
    ObjectNode json = figures.json();

    assertThat(json.path("incidents").asInt()).isEqualTo(2);
    assertThat(json.path("missed").asInt()).isEqualTo(1);
    assertThat(json.path("stopped").asInt()).isEqualTo(1);
    assertThat(json.path("delaySeconds").path("median").asDouble()).isEqualTo(4);
    assertThat(json.path("kinds").path("print").path("missed").asInt()).isEqualTo(1);
    double hours = (98 + 98 + 48 + 48) / 3600.0;
    assertThat(json.path("falseActionsPerHour").asDouble()).isCloseTo(1 / hours, within(0.01));
    assertThat(json.path("falseStopsPerHour").asDouble()).isZero();
    assertThat(json.path("cpuSecondsPerCalmCall").asDouble()).isEqualTo(6);
    assertThat(json.path("judgedFramesPerCalmCall").asDouble()).isEqualTo(170);
  }

  @Test
  void plansAreComparedByWhatOneAloneMissesAndByWhatACallCosts() {
    PlanFigures sparse =
        new PlanFigures(
            "plan", List.of(calm(ADMITTED), withIncident("a", ADMITTED)), Map.of(false, 5.0));
    PlanFigures dense =
        new PlanFigures(
            "against",
            List.of(
                calm(ADMITTED), withIncident("a", ADMITTED, new Action("disconnected", 52_000))),
            Map.of(false, 20.0));
    PlanComparison found = new PlanComparison(1, 100, 1, sparse, dense);

    assertThat(found.decisionsPerCoreRatio()).isEqualTo(4);
    assertThat(found.json())
        .contains("\"missedOnlyByPlan\":[\"a\"]", "\"missedOnlyByAgainst\":[]")
        .contains("\"decisionsPerCoreRatio\":4.0");
    assertThat(found.text()).contains("missed 1 of 1", "missed 0 of 1", "4.00 times");
  }
}
