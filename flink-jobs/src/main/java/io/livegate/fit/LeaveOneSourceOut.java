package io.livegate.fit;

import io.livegate.evaluate.stats.Rate;
import io.livegate.liveness.fuse.Fusion;
import io.livegate.policy.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Errors on sources that the fit has not seen, beside those on the sources it was made of. All
 * clips of a source, attacks made of it included, are left out together.
 */
public final class LeaveOneSourceOut {

  /**
   * @param fitted clips on which the policy errs with the fusion of all traces
   * @param leftOut clips on which it errs with the fusion of all other sources
   */
  public record Errors(List<Trace> fitted, List<Trace> leftOut) {
    public Errors {
      fitted = List.copyOf(fitted);
      leftOut = List.copyOf(leftOut);
    }
  }

  private final FusionFit fit;
  private final Trial trial;

  public LeaveOneSourceOut(FusionFit fit, Policy policy) {
    this.fit = fit;
    this.trial = new Trial(policy);
  }

  /**
   * @param all the fusion of all traces
   */
  public Errors of(List<Trace> traces, Fusion all) {
    Set<String> sources = new TreeSet<>();
    traces.forEach(trace -> sources.add(trace.source()));
    List<Trace> fitted = traces.stream().filter(trace -> trial.errs(trace, all)).toList();
    List<Trace> leftOut = new ArrayList<>();
    for (String source : sources) {
      List<Trace> others = traces.stream().filter(t -> !t.source().equals(source)).toList();
      if (!hasBoth(others)) { // the only source of a class: nothing is left to fit on
        continue;
      }
      Fusion without = fit.of(others);
      traces.stream()
          .filter(trace -> trace.source().equals(source) && trial.errs(trace, without))
          .forEach(leftOut::add);
    }
    return new Errors(fitted, leftOut);
  }

  private static boolean hasBoth(List<Trace> traces) {
    return traces.stream().anyMatch(Trace::genuine)
        && traces.stream().anyMatch(trace -> !trace.genuine());
  }

  /** Errors by what the clips show: genuine ones under {@code genuine}, attacks by their label. */
  public static Map<String, Rate> byLabel(List<Trace> traces, List<Trace> wrong) {
    Map<String, Rate> rates = new TreeMap<>();
    traces.stream()
        .map(LeaveOneSourceOut::group)
        .distinct()
        .forEach(group -> rates.put(group, new Rate(count(wrong, group), count(traces, group))));
    return rates;
  }

  private static String group(Trace trace) {
    return trace.genuine() ? "genuine" : trace.label();
  }

  private static int count(List<Trace> traces, String group) {
    return (int) traces.stream().filter(trace -> group(trace).equals(group)).count();
  }
}
