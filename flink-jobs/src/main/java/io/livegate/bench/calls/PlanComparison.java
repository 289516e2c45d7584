package io.livegate.bench.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/**
 * Two plans on the same calls.
 *
 * @param seed of the calls
 * @param seconds a calm call lasts
 * @param people whom the calls are of
 */
public record PlanComparison(
    long seed, int seconds, int people, PlanFigures plan, PlanFigures against) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Calls that a core keeps decided by the plan, for each by the other: by processor time. */
  public double decisionsPerCoreRatio() {
    return against.cpuSecondsOfCalmCall() / plan.cpuSecondsOfCalmCall();
  }

  /** One line. */
  public String json() {
    ObjectNode line = JSON.createObjectNode();
    line.put("seed", seed);
    line.put("people", people);
    line.put("secondsPerCalmCall", seconds);
    line.set("plan", plan.json());
    line.set("against", against.json());
    only(line.putArray("missedOnlyByPlan"), plan, against);
    only(line.putArray("missedOnlyByAgainst"), against, plan);
    double ratio = decisionsPerCoreRatio();
    if (Double.isFinite(ratio)) {
      line.put("decisionsPerCoreRatio", Math.round(ratio * 100) / 100.0);
    } else {
      line.putNull("decisionsPerCoreRatio");
    }
    return line.toString();
  }

  private static void only(ArrayNode to, PlanFigures one, PlanFigures other) {
    List<String> both = other.missed();
    one.missed().stream().filter(session -> !both.contains(session)).forEach(to::add);
  }

  /** The same for a person, several lines. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (PlanFigures each : List.of(plan, against)) {
      JsonNode found = each.json();
      text.append(
          String.format(
              Locale.ROOT,
              "%s%n  missed %d of %d incidents, ended %d calls over them; first action after %s s"
                  + " in the median, %s s in 95 of 100%n  %s false actions an hour of genuine call,"
                  + " %s of them ended it (%s h seen)%n  %s s of processor time for a calm call of"
                  + " %d s, %s frames of it judged%n",
              each.plan(),
              found.path("missed").asInt(),
              found.path("incidents").asInt(),
              found.path("stopped").asInt(),
              found.path("delaySeconds").path("median").asText(),
              found.path("delaySeconds").path("p95").asText(),
              found.path("falseActionsPerHour").asText(),
              found.path("falseStopsPerHour").asText(),
              found.path("genuineHours").asText(),
              found.path("cpuSecondsPerCalmCall").asText(),
              seconds,
              found.path("judgedFramesPerCalmCall").asText()));
    }
    text.append(
        String.format(
            Locale.ROOT, "%.2f times the decisions of a core%n", decisionsPerCoreRatio()));
    return text.toString();
  }
}
