package io.livegate.bench.calls;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.bench.calls.CallOutcome.Action;
import io.livegate.evaluate.stats.Interval;
import io.livegate.evaluate.stats.Percentile;
import io.livegate.evaluate.stats.Rate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one plan of judging missed, did wrongly and cost, over all calls.
 *
 * @param plan its name
 * @param outcomes one for each call
 * @param cpuSeconds processor time of this process while the calls of each group were judged, by
 *     whether there was an incident
 */
public record PlanFigures(
    String plan, List<CallOutcome> outcomes, Map<Boolean, Double> cpuSeconds) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public PlanFigures {
    outcomes = List.copyOf(outcomes);
    cpuSeconds = Map.copyOf(cpuSeconds);
  }

  /** Incidents that came while the call still went on. */
  private List<CallOutcome> reached() {
    return outcomes.stream().filter(CallOutcome::isReached).toList();
  }

  /** Sessions of incidents on which nothing was done. */
  public List<String> missed() {
    return reached().stream()
        .filter(outcome -> outcome.delayMillis() == null)
        .map(outcome -> outcome.call().session())
        .toList();
  }

  /** Processor seconds of a call in which nothing happens; NaN without one. */
  public double cpuSecondsOfCalmCall() {
    return cpuSeconds.getOrDefault(false, Double.NaN) / count(false);
  }

  private long count(boolean incident) {
    return outcomes.stream().filter(o -> (o.call().incident() != null) == incident).count();
  }

  private double genuineHours() {
    return outcomes.stream().mapToLong(CallOutcome::genuineMillis).sum() / 3_600_000.0;
  }

  /** With the keys that docs/performance.md explains. */
  public ObjectNode json() {
    List<CallOutcome> reached = reached();
    List<Action> wrong = outcomes.stream().flatMap(o -> o.falseActions().stream()).toList();
    long stops = wrong.stream().filter(Action::isStop).count();
    ObjectNode node = JSON.createObjectNode();
    node.put("plan", plan);
    node.put("calls", outcomes.size());
    node.put("admitted", outcomes.stream().filter(o -> o.admittedMillis() != null).count());
    incidents(node, reached);
    Map<String, List<CallOutcome>> kinds =
        reached.stream()
            .collect(
                Collectors.groupingBy(
                    o -> Objects.requireNonNull(o.call().incident()).id(),
                    TreeMap::new,
                    Collectors.toList()));
    ObjectNode byKind = node.putObject("kinds");
    kinds.forEach((kind, of) -> incidents(byKind.putObject(kind), of));
    node.put("genuineHours", rounded(genuineHours(), 1000));
    node.put("falseActionsPerHour", rounded(wrong.size() / genuineHours(), 100));
    node.put("falseStopsPerHour", rounded(stops / genuineHours(), 100));
    node.put("cpuSecondsPerCalmCall", rounded(cpuSecondsOfCalmCall(), 100));
    node.put(
        "cpuSecondsPerIncidentCall",
        rounded(cpuSeconds.getOrDefault(true, Double.NaN) / count(true), 100));
    node.put("judgedFramesPerCalmCall", rounded(judgedFrames(), 10));
    return node;
  }

  private double judgedFrames() {
    return outcomes.stream()
        .filter(outcome -> outcome.call().incident() == null)
        .mapToLong(CallOutcome::judgedFrames)
        .average()
        .orElse(Double.NaN);
  }

  private static void incidents(ObjectNode node, Collection<CallOutcome> of) {
    double[] delays = delays(of, CallOutcome::delayMillis);
    Rate missed = new Rate(of.size() - delays.length, of.size());
    node.put("incidents", of.size());
    node.put("missed", missed.hits());
    Interval interval = missed.interval();
    if (interval != null) {
      node.putArray("missedShare95")
          .add(rounded(interval.low(), 1000))
          .add(rounded(interval.high(), 1000));
    }
    node.put("stopped", delays(of, CallOutcome::stopDelayMillis).length);
    node.putObject("delaySeconds")
        .put("median", rounded(Percentile.of(delays, 0.5) / 1000, 10))
        .put("p95", rounded(Percentile.of(delays, 0.95) / 1000, 10));
  }

  private static double[] delays(
      Collection<CallOutcome> of, Function<CallOutcome, @Nullable Long> delay) {
    return of.stream().map(delay).filter(Objects::nonNull).mapToDouble(d -> d).toArray();
  }

  /** Null where there is nothing to count. */
  private static @Nullable Double rounded(double value, double unit) {
    return Double.isFinite(value) ? Math.round(value * unit) / unit : null;
  }
}
