package io.livegate.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code livegate cluster}: the same system in several processes. */
@Command(
    name = "cluster",
    header = "Run broker, JobManager and TaskManagers as processes of their own.",
    synopsisSubcommandLabel = "start|status|savepoint|stop",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {"", "Then ./livegate submit deploys the job. docs/operate.md says more."})
final class ClusterCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  static CommandLine line(Console console) {
    return new CommandLine(new ClusterCommand())
        .addSubcommand(new ClusterStartCommand(console))
        .addSubcommand(new ClusterStatusCommand(console))
        .addSubcommand(new ClusterSavepointCommand(console))
        .addSubcommand(new ClusterStopCommand(console));
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
