package io.livegate.policy.read;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.policy.Durations;
import io.livegate.policy.KnownSignal;
import io.livegate.policy.KnownSignals;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The guard rails of one condition. */
final class ConditionGuard {

  private static final Duration LONGEST_WINDOW = Duration.ofMinutes(10);

  private final Located located;
  private final List<PolicyProblem> problems;
  private final JsonNode condition;
  private final String pointer;

  ConditionGuard(
      Located located, List<PolicyProblem> problems, JsonNode condition, String pointer) {
    this.located = located;
    this.problems = problems;
    this.condition = condition;
    this.pointer = pointer;
  }

  void check(boolean restrictive) {
    checkSignal();
    checkCounts(restrictive);
    checkTimes();
  }

  private void checkSignal() {
    JsonNode name = condition.path("signal");
    if (!name.isTextual()) {
      return;
    }
    KnownSignal signal = KnownSignals.find(name.asText());
    if (signal == null) {
      List<String> known = KnownSignals.all().stream().map(KnownSignal::name).toList();
      add(
          "/signal",
          "there is no signal '"
              + name.asText()
              + "'; the nearest are "
              + Nearest.three(name.asText(), known));
      return;
    }
    checkThreshold(signal, "atLeast", "always holds, for every score is at least that");
    checkThreshold(signal, "below", "never holds, for no score is below that");
  }

  private void checkThreshold(KnownSignal signal, String comparison, String zero) {
    JsonNode threshold = condition.path(comparison);
    if (!threshold.isNumber()) {
      return;
    }
    double value = threshold.asDouble();
    boolean inRange = value >= signal.min() && value <= signal.max();
    if (!inRange) {
      add(
          "/" + comparison,
          signal.name()
              + " goes from "
              + number(signal.min())
              + " to "
              + (Double.isInfinite(signal.max()) ? "any number" : number(signal.max()))
              + " ("
              + signal.meaning()
              + "), so "
              + comparison
              + " cannot be "
              + threshold.asText());
    } else if (value < signal.min() + 1e-4) {
      add(
          "/" + comparison,
          signal.name()
              + " "
              + comparison
              + " "
              + threshold.asText()
              + " "
              + zero
              + (signal.min() == 0
                  ? "; scores are rounded to 0.0001: take at least that"
                  : "; take more"));
    }
  }

  private void checkCounts(boolean restrictive) {
    JsonNode hits = condition.path("hits");
    JsonNode of = condition.path("of");
    if (hits.isIntegralNumber()) {
      if (of.isIntegralNumber() && hits.asInt() > of.asInt()) {
        add(
            "/hits",
            "hits " + hits.asInt() + " can never be reached of " + of.asInt() + "; raise 'of'");
      }
      if (restrictive && hits.asInt() < 2) {
        add(
            "/hits",
            "this effect takes something from a person and may not rest on a single frame; hits"
                + " must be 2 or more in each of its conditions");
      }
    }
  }

  private void checkTimes() {
    Duration within = duration("within");
    Duration spanning = duration("spanning");
    if (within != null && (within.isZero() || within.compareTo(LONGEST_WINDOW) > 0)) {
      add(
          "/within",
          "within cannot be "
              + condition.path("within").asText()
              + "; take more than 0 and 10m at most");
    }
    if (within != null && spanning != null && spanning.compareTo(within) > 0) {
      add(
          "/spanning",
          "hits within "
              + condition.path("within").asText()
              + " can never lie "
              + condition.path("spanning").asText()
              + " apart; take a shorter span or a longer window");
    }
    if (spanning != null && !spanning.isZero() && condition.path("of").asInt() == 1) {
      add("/spanning", "one sample spans no time; raise 'of' or leave spanning out");
    }
  }

  private @Nullable Duration duration(String member) {
    return Durations.parse(condition.path(member).asText());
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  private void add(String member, String message) {
    problems.add(located.problem(pointer + member, message));
  }
}
