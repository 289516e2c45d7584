package io.livegate.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code livegate settings}: how closely a running job looks. */
@Command(
    name = "settings",
    header = "Change sampling, lanes and the least face of a running job.",
    synopsisSubcommandLabel = "publish|withdraw",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n")
final class SettingsCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  static CommandLine line(Console console) {
    return new CommandLine(new SettingsCommand())
        .addSubcommand(new SettingsPublishCommand(console))
        .addSubcommand(new SettingsWithdrawCommand(console));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
