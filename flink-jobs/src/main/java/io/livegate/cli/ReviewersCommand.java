package io.livegate.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code livegate reviewers}: who is there to look at what policies ask people about. */
@Command(
    name = "reviewers",
    header = "Say whether people who review are on shift.",
    description = {
      "",
      "Policies may ask for it: rules with 'reviewers', and the gate's 'withoutReviewers'. Nobody is"
          + " on shift until this says so."
    },
    synopsisSubcommandLabel = "on|off",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n")
final class ReviewersCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  static CommandLine line(Console console) {
    return new CommandLine(new ReviewersCommand())
        .addSubcommand(new ReviewersOnCommand(console))
        .addSubcommand(new ReviewersOffCommand(console));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
