package io.livegate.cli;

import io.livegate.policy.read.LayeredPolicy;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyFile;
import io.livegate.policy.read.PolicyStack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads policies and layers that a command was given. */
final class PolicyFiles {

  private PolicyFiles() {}

  /**
   * One policy of several files, each layer over those before it.
   *
   * @throws CliFailure listing every problem
   */
  static LayeredPolicy read(List<Path> files) {
    PolicyStack stack = new PolicyStack();
    List<PolicyFile> laid = List.of();
    for (Path file : files) {
      laid = stack.lay(read(file));
    }
    try {
      return LayeredPolicy.of(laid);
    } catch (PolicyException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * @throws CliFailure listing every problem
   */
  static PolicyFile read(Path file) {
    try {
      return PolicyFile.read(file);
    } catch (PolicyException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw CliFailure.usage(
          "the policy '" + file + "' cannot be read; the shipped one is policies/default.yaml.", e);
    }
  }
}
