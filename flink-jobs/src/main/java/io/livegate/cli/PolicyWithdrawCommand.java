package io.livegate.cli;

import io.livegate.job.decide.PolicyKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code livegate policy withdraw}. */
@Command(
    name = "withdraw",
    header = "Take a published policy back.",
    description = {
      "",
      "What was below it is in force again: for a tenant the policy of all tenants, for all the one"
          + " that ships with the job."
    },
    optionListHeading = "%nOptions:%n")
final class PolicyWithdrawCommand implements Runnable {

  private final Console console;

  @Mixin private PolicyTarget target = new PolicyTarget();

  PolicyWithdrawCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    console.out().println(target.publish(target.key(PolicyKey.Kind.POLICY), null));
  }
}
