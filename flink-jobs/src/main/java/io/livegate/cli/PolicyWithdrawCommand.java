package io.livegate.cli;

import io.livegate.job.decide.PolicyKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code livegate policy withdraw}. */
@Command(
    name = "withdraw",
    header = "Take a published policy or layer back.",
    description = {
      "",
      "What was below it is in force again: for a tenant the policy of all tenants, for all the one"
          + " that ships with the job."
    },
    optionListHeading = "%nOptions:%n")
final class PolicyWithdrawCommand implements Runnable {

  private final Console console;

  @Mixin private LayerTarget layer = new LayerTarget();

  PolicyWithdrawCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    PolicyKey key = layer.key();
    PolicyTopicView.check(layer.target().pipeline(), key, null);
    console.out().println(layer.target().publish(key, null));
  }
}
