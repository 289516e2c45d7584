package io.livegate.cli;

import io.livegate.cluster.FlinkClient;
import io.livegate.cluster.FlinkClient.Job;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code livegate cluster savepoint}. */
@Command(
    name = "savepoint",
    header = "Stop the job at a savepoint and print the savepoint's path.",
    description = {
      "",
      "What was decided by then is out; what is known of every session is in the savepoint, and"
          + " ./livegate submit --savepoint PATH goes on from it, also with another parallelism,"
          + " policy or version."
    },
    optionListHeading = "%nOptions:%n")
final class ClusterSavepointCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Console console;

  @Parameters(
      paramLabel = "JOB",
      arity = "0..1",
      description = "The job's id (default: the one that runs).")
  private @Nullable String job;

  @Option(
      names = "--to",
      paramLabel = "URI",
      description = "Folder for the savepoint (default: where the cluster's settings say).")
  private String to = "";

  @Option(names = "--keep-running", description = "Take the savepoint and let the job go on.")
  private boolean keepRunning;

  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT",
      description = "Flink's REST address (default: the cluster that runs on this machine).")
  private @Nullable String address;

  @Mixin private ClusterChoice choice = new ClusterChoice();

  ClusterSavepointCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    String where = address == null ? choice.running().restAddress() : address;
    try (FlinkClient flink = new FlinkClient(where)) {
      String which = job == null ? theOne(flink.jobs()) : job;
      console
          .out()
          .println(
              keepRunning
                  ? flink.savepoint(which, to, PATIENCE)
                  : flink.stopWithSavepoint(which, to, PATIENCE));
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    } catch (IllegalStateException e) {
      throw CliFailure.failed(String.valueOf(e.getMessage()), e);
    }
    return ExitCode.OK;
  }

  private static String theOne(List<Job> jobs) {
    List<Job> running = jobs.stream().filter(job -> !job.isOver()).toList();
    if (running.size() != 1) {
      throw CliFailure.usage(
          running.isEmpty()
              ? "no job runs there."
              : running.size()
                  + " jobs run there; name one: "
                  + String.join(", ", running.stream().map(Job::id).toList())
                  + ".");
    }
    return running.get(0).id();
  }
}
