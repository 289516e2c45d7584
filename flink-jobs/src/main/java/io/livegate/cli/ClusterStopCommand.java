package io.livegate.cli;

import io.livegate.cluster.LocalCluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code livegate cluster stop}. */
@Command(
    name = "stop",
    header = "End the processes and delete what they left.",
    description = {
      "",
      "The broker's log, checkpoints and logs go; savepoints stay. To go on later from here, take"
          + " one first: ./livegate cluster savepoint."
    },
    optionListHeading = "%nOptions:%n")
final class ClusterStopCommand implements Callable<Integer> {

  private final Console console;

  @Option(names = "--keep-logs", description = "Leave the processes' logs in the folder.")
  private boolean keepLogs;

  @Mixin private ClusterChoice choice = new ClusterChoice();

  ClusterStopCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    LocalCluster cluster = choice.cluster();
    boolean ran = cluster.stop(keepLogs);
    console
        .err()
        .println(
            "livegate: "
                + (ran
                    ? "the cluster is stopped."
                    : "no cluster runs in " + cluster.folder() + "; nothing to stop."));
    return ExitCode.OK;
  }
}
