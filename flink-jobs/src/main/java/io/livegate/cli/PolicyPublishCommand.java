package io.livegate.cli;

import io.livegate.job.decide.PolicyKey;
import io.livegate.policy.PolicyException;
import io.livegate.policy.PolicyParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code livegate policy publish}. */
@Command(
    name = "publish",
    header = "Put a policy in force on a running job.",
    description = {
      "",
      "Checks the file first and prints every problem. Prints the record's place; the event"
          + " io.livegate.policy.applied, or .rejected, names it as its origin."
    },
    optionListHeading = "%nOptions:%n")
final class PolicyPublishCommand implements Runnable {

  private final Console console;

  @Parameters(paramLabel = "FILE", description = "The policy, YAML.")
  private Path file = Path.of("");

  @Mixin private PolicyTarget target = new PolicyTarget();

  PolicyPublishCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    PolicyKey key = target.key(PolicyKey.Kind.POLICY);
    console.out().println(target.publish(key, checked()));
  }

  private String checked() {
    try {
      String text = Files.readString(file);
      PolicyParser.parse(text, file.toString());
      return text;
    } catch (PolicyException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw CliFailure.usage(
          "the policy '" + file + "' cannot be read; the shipped one is policies/default.yaml.", e);
    }
  }
}
