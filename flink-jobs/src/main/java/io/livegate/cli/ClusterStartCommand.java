package io.livegate.cli;

import io.livegate.cluster.ClusterPlan;
import io.livegate.cluster.ClusterState;
import io.livegate.cluster.LocalCluster;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code livegate cluster start}. */
@Command(
    name = "start",
    header = "Start the processes and leave them running.",
    description = {
      "",
      "A supervisor stays that starts each of them again when it ends. Its own end ends all."
          + " The environment is handed on to them. Starting what runs already changes nothing."
    },
    optionListHeading = "%nOptions:%n")
final class ClusterStartCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--task-managers",
      paramLabel = "N",
      defaultValue = "2",
      description = "Processes that judge (default: ${DEFAULT-VALUE}).")
  private int taskManagers;

  @Option(
      names = "--slots",
      paramLabel = "N",
      defaultValue = "2",
      description = "Task slots of each; all together bound the parallelism (${DEFAULT-VALUE}).")
  private int slots;

  @Option(
      names = "--heap",
      paramLabel = "MIB",
      defaultValue = "1024",
      description = "Memory for the tasks of one TaskManager in MiB (${DEFAULT-VALUE}).")
  private int heap;

  @Option(
      names = "--heartbeat",
      paramLabel = "MS",
      defaultValue = "10000",
      description = "A process silent for so many ms counts as dead (${DEFAULT-VALUE}).")
  private long heartbeat;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "Use the Kafka that runs there instead of starting a broker.")
  private @Nullable String kafka;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description =
          "Prometheus: JobManager on PORT, TaskManagers on those after it (0: free ones).")
  private int metricsPort;

  @Mixin private ClusterChoice choice = new ClusterChoice();

  ClusterStartCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    ClusterPlan plan;
    try {
      plan = new ClusterPlan(taskManagers, slots, heap, heartbeat, kafka, metricsPort);
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    }
    LocalCluster cluster = choice.cluster();
    Optional<ClusterState> there = cluster.running();
    if (there.isPresent()) {
      console
          .err()
          .println(
              "livegate: a cluster runs already in "
                  + cluster.folder()
                  + (there.get().plan().equals(plan)
                      ? "; it is left as it is."
                      : " with other settings; stop it first to change them."));
      ClusterText.print(console, cluster.folder(), there.get());
      return there.get().plan().equals(plan) ? ExitCode.OK : ExitCode.SOFTWARE;
    }
    console
        .err()
        .println(
            "livegate: starting "
                + (taskManagers + 1)
                + " Flink processes"
                + (kafka == null ? " and a broker" : "")
                + " in "
                + cluster.folder());
    try {
      ClusterText.print(console, cluster.folder(), cluster.start(plan, true));
    } catch (IllegalStateException e) {
      throw CliFailure.failed(String.valueOf(e.getMessage()), e);
    }
    return ExitCode.OK;
  }
}
