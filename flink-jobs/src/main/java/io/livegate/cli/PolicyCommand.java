package io.livegate.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code livegate policy}: what is decided by. */
@Command(
    name = "policy",
    header =
        "Check a policy, explain it and foresee what it does; change that of a running job, or let it only observe.",
    synopsisSubcommandLabel = "check|explain|replay|publish|withdraw|observe|enforce",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n")
final class PolicyCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  static CommandLine line(Console console) {
    return new CommandLine(new PolicyCommand())
        .addSubcommand(new PolicyCheckCommand(console))
        .addSubcommand(new PolicyExplainCommand(console))
        .addSubcommand(new PolicyReplayCommand(console))
        .addSubcommand(new PolicyPublishCommand(console))
        .addSubcommand(new PolicyWithdrawCommand(console))
        .addSubcommand(new PolicyObserveCommand(console))
        .addSubcommand(new PolicyEnforceCommand(console));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
