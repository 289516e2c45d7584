package io.livegate.policy.read;

import io.livegate.policy.Policy;
import java.util.List;

/**
 * Reads a whole policy and holds it against the schema and the guard rails. All problems are found
 * at once, each with its line and the way out; only a policy without any is returned.
 */
public final class PolicyParser {

  private PolicyParser() {}

  /**
   * @param yaml the text
   * @param source what to call it in messages: a path or a topic
   * @throws PolicyException with every problem, if there is one; a layer is one
   */
  public static Policy parse(String yaml, String source) throws PolicyException {
    return whole(PolicyFile.parse(yaml, source)).policy();
  }

  /** {@link #parse}, with the place of everything in it. */
  public static LayeredPolicy whole(PolicyFile file) throws PolicyException {
    if (file.layer() != null) {
      String message =
          "this is a layer, and here a whole policy is needed; ./livegate policy publish lays a"
              + " layer over the policy that runs";
      throw new PolicyException(file.name(), List.of(file.located().problem("/layer", message)));
    }
    return LayeredPolicy.of(List.of(file));
  }
}
