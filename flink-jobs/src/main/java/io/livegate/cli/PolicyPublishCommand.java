package io.livegate.cli;

import io.livegate.job.decide.PolicyKey;
import io.livegate.policy.read.PolicyFile;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code livegate policy publish}. */
@Command(
    name = "publish",
    header = "Put a policy or a layer in force on a running job.",
    description = {
      "",
      "A whole policy is for all tenants, or for one; a layer is for one tenant, a region or an"
          + " experiment, of all tenants or of one.",
      "",
      "Checks the file with all that is published and prints every problem. Prints the record's place; the event"
          + " io.livegate.policy.applied, or .rejected, names it as its origin."
    },
    optionListHeading = "%nOptions:%n")
final class PolicyPublishCommand implements Runnable {

  private final Console console;

  @Parameters(paramLabel = "FILE", description = "The policy or layer, YAML.")
  private Path file = Path.of("");

  @Mixin private LayerTarget layer = new LayerTarget();

  PolicyPublishCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    PolicyKey key = layer.key();
    PolicyFile policy = PolicyFiles.read(file);
    PolicyTopicView.check(layer.target().pipeline(), key, policy);
    console.out().println(layer.target().publish(key, policy.text()));
  }
}
