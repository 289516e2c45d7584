package io.livegate.policy.read;

import io.livegate.policy.LayerKind;
import io.livegate.policy.Policy;
import io.livegate.policy.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All there is to say about a policy before it is used.
 *
 * @param merged null where it cannot be used
 * @param problems what forbids its use; empty if nothing does
 * @param warnings what it may be used with and is probably not meant, by line
 */
public record PolicyCheck(
    @Nullable LayeredPolicy merged, List<PolicyProblem> problems, List<PolicyProblem> warnings) {

  public PolicyCheck {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  /**
   * Something worth a warning.
   *
   * @param rule whose
   * @param pointer where, in the merged policy
   */
  record Finding(String rule, String pointer, String message) {

    List<String> inWords() {
      return List.of(rule, message);
    }
  }

  /**
   * Checks a policy or a layer.
   *
   * @param text of it
   * @param name what to call it
   * @param stack what was named before; takes it in
   * @param measured what is measured in this deployment
   * @param recorded what is known of earlier scores; null where there is no recording
   */
  public static PolicyCheck of(
      String text,
      String name,
      PolicyStack stack,
      Measured measured,
      @Nullable Function<Policy, SignalHistory> recorded) {
    try {
      LayeredPolicy merged = LayeredPolicy.of(stack.lay(PolicyFile.parse(text, name)));
      List<Finding> findings = findings(merged, measured, recorded);
      LayeredPolicy below = merged.below();
      if (below != null) { // what it has inherited is not this layer's
        Set<List<String>> inherited = new HashSet<>();
        findings(below, measured, recorded).forEach(f -> inherited.add(f.inWords()));
        findings.removeIf(finding -> inherited.contains(finding.inWords()));
      }
      List<PolicyProblem> warnings = new ArrayList<>();
      findings.forEach(f -> warnings.add(merged.merged().problem(f.pointer(), f.message())));
      warnings.sort(
          Comparator.comparingInt(PolicyProblem::line).thenComparingInt(PolicyProblem::column));
      return new PolicyCheck(merged, List.of(), warnings);
    } catch (PolicyException e) {
      return new PolicyCheck(null, e.problems(), List.of());
    }
  }

  /**
   * Refuses a policy under which this deployment would let nobody in.
   *
   * @param measured what is measured in this deployment
   * @throws PolicyException if each rule that lets somebody in asks for a score that is not, naming
   *     each such condition and the way out
   */
  public static void requireOpenGate(LayeredPolicy policy, Measured measured)
      throws PolicyException {
    List<PolicyProblem> problems =
        new Unreachable(policy.policy(), policy.merged(), measured)
            .closedGate().stream()
                .map(f -> policy.merged().problem(f.pointer(), f.message()))
                .toList();
    if (!problems.isEmpty()) {
      throw new PolicyException(problems.get(0).source(), problems);
    }
  }

  private static List<Finding> findings(
      LayeredPolicy merged, Measured measured, @Nullable Function<Policy, SignalHistory> recorded) {
    List<Finding> findings = new ArrayList<>();
    new Unreachable(merged.policy(), merged.merged(), measured).check(findings);
    PolicyFile top = merged.files().get(merged.files().size() - 1);
    if (top.layer() == LayerKind.EXPERIMENT && top.root().path("mode").asText().equals("observe")) {
      findings.add(
          new Finding(
              top.id(),
              "/mode",
              "nothing is carried out for the sessions of this experiment, admission included; to try"
                  + " a rule put mode: observe on the rule"));
    }
    if (recorded != null) {
      recorded.apply(merged.policy()).check(findings);
    }
    return findings;
  }

  /** The pointer of one of a rule's {@link Rule#conditions}. */
  static String pointer(Policy policy, int rule, int condition) {
    int all = policy.rules().get(rule).when().size();
    String start = "/rules/" + rule;
    return condition < all
        ? start + "/when/" + condition
        : start + "/anyOf/of/" + (condition - all);
  }
}
