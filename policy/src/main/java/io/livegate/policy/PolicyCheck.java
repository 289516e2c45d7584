package io.livegate.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * All there is to say about a policy before it is used.
 *
 * @param policy null where it cannot be used
 * @param problems what forbids its use; empty if nothing does
 * @param warnings what it may be used with and is probably not meant, by line
 */
public record PolicyCheck(
    @Nullable Policy policy, List<PolicyProblem> problems, List<PolicyProblem> warnings) {

  public PolicyCheck {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  /**
   * Checks a policy.
   *
   * @param yaml the text
   * @param mostPerSecond how often a signal is measured at most in this deployment
   * @param recorded what is known of earlier scores; null where there is no recording
   */
  public static PolicyCheck of(
      String yaml,
      ToDoubleFunction<KnownSignal> mostPerSecond,
      @Nullable Function<Policy, SignalHistory> recorded) {
    Policy policy;
    try {
      policy = PolicyParser.parse(yaml, "checked");
    } catch (PolicyException e) {
      return new PolicyCheck(null, e.problems(), List.of());
    }
    LocatedYaml located = LocatedYaml.read(yaml, new ArrayList<>());
    List<PolicyProblem> warnings = new ArrayList<>();
    new Unreachable(policy, located, mostPerSecond).check(warnings);
    if (recorded != null) {
      recorded.apply(policy).check(located, warnings);
    }
    warnings.sort(
        Comparator.comparingInt(PolicyProblem::line).thenComparingInt(PolicyProblem::column));
    return new PolicyCheck(policy, List.of(), warnings);
  }

  /** The pointer of a rule's condition. */
  static String pointer(int rule, int condition) {
    return "/rules/" + rule + "/when/" + condition;
  }
}
