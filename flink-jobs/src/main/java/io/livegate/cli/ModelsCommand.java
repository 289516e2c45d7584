package io.livegate.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code livegate models}: what is known of each model, and which of them answer in a job. */
@Command(
    name = "models",
    header = "List, check, time, compare and add models; exchange those of a running job.",
    synopsisSubcommandLabel =
        "list|verify|bench|compare|add|reference|golden|shadow|canary|promote|rollback|drill",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n")
final class ModelsCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  static CommandLine line(Console console) {
    return new CommandLine(new ModelsCommand())
        .addSubcommand(new ModelsListCommand(console))
        .addSubcommand(new ModelsVerifyCommand(console))
        .addSubcommand(new ModelsBenchCommand(console))
        .addSubcommand(new ModelsCompareCommand(console))
        .addSubcommand(new ModelsAddCommand(console))
        .addSubcommand(new ModelsReferenceCommand(console))
        .addSubcommand(new ModelsGoldenCommand(console))
        .addSubcommand(new ModelsShadowCommand(console))
        .addSubcommand(new ModelsCanaryCommand(console))
        .addSubcommand(new ModelsPromoteCommand(console))
        .addSubcommand(new ModelsRollbackCommand(console))
        .addSubcommand(new ModelsDrillCommand(console));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
