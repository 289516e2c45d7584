package io.livegate.policy;

import io.livegate.policy.evidence.EvidencePlan;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a policy and holds it against the schema and the guard rails. All problems are found at
 * once, each with its line and the way out; only a policy without any is returned.
 */
public final class PolicyParser {

  private PolicyParser() {}

  /**
   * @param yaml the text
   * @param source what to call it in messages: a path or a topic
   * @throws PolicyException with every problem, if there is one
   */
  public static Policy parse(String yaml, String source) throws PolicyException {
    List<PolicyProblem> problems = new ArrayList<>();
    LocatedYaml located = LocatedYaml.read(yaml, problems);
    if (!located.root().isMissingNode()) {
      SchemaCheck.check(located, problems);
      new GuardRails(located, problems).check();
    }
    if (!problems.isEmpty()) {
      throw new PolicyException(source, problems);
    }
    Policy policy = PolicyReader.read(located.root());
    int bytes = new EvidencePlan(policy).maxBytes();
    if (bytes > EvidencePlan.MAX_BYTES) {
      String message =
          "the rules need up to "
              + bytes
              + " bytes of memory for each session, "
              + EvidencePlan.MAX_BYTES
              + " at most; use fewer conditions, the same condition in several rules, or a"
              + " smaller 'of'";
      throw new PolicyException(source, List.of(located.problem("/rules", message)));
    }
    return policy;
  }
}
