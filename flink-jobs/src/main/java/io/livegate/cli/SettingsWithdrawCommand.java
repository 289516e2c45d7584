package io.livegate.cli;

import io.livegate.job.decide.PolicyKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code livegate settings withdraw}. */
@Command(
    name = "withdraw",
    header = "Take published settings back.",
    description = {
      "",
      "What was below them is in force again: for a tenant the settings of all tenants, for all those"
          + " of config/pipeline.yaml."
    },
    optionListHeading = "%nOptions:%n")
final class SettingsWithdrawCommand implements Runnable {

  private final Console console;

  @Mixin private PolicyTarget target = new PolicyTarget();

  SettingsWithdrawCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    console.out().println(target.publish(target.key(PolicyKey.Kind.SETTINGS), null));
  }
}
