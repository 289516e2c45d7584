package io.livegate.policy.read;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A policy that cannot be used, with everything that is wrong with it. */
public class PolicyException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<PolicyProblem> problems;

  public PolicyException(String source, List<PolicyProblem> problems) {
    super(message(source, sorted(problems)));
    this.problems = sorted(problems);
  }

  /** Sorted by source and line. */
  public List<PolicyProblem> problems() {
    return problems;
  }

  private static List<PolicyProblem> sorted(List<PolicyProblem> problems) {
    return problems.stream()
        .distinct()
        .sorted(
            Comparator.comparing(PolicyProblem::source)
                .thenComparingInt(PolicyProblem::line)
                .thenComparingInt(PolicyProblem::column)
                .thenComparing(PolicyProblem::message))
        .toList();
  }

  private static String message(String source, List<PolicyProblem> problems) {
    return "policy "
        + source
        + " cannot be used, "
        + problems.size()
        + (problems.size() == 1 ? " problem:" : " problems:")
        + problems.stream()
            .map(p -> "\n  line " + p.line() + ": " + p.message())
            .collect(Collectors.joining());
  }
}
