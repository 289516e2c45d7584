package io.livegate.cli;

import io.livegate.cluster.ClusterState;
import io.livegate.cluster.Deployment;
import io.livegate.cluster.FlinkClient;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.judge.LaneFrameJudges;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code livegate submit}: the job to a cluster. */
@Command(
    name = "submit",
    header = "Deploy the job to a Flink cluster and print its id.",
    description = {
      "",
      "The same job with the same configuration file as ./livegate run. On the cluster of this"
          + " machine it works with that cluster's broker; elsewhere with kafka.bootstrapServers."
    },
    optionListHeading = "%nOptions:%n")
final class SubmitCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Console console;

  @Option(
      names = "--savepoint",
      paramLabel = "PATH",
      description = "Go on from what a job knew at this savepoint.")
  private String savepoint = "";

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "0",
      description = "Tasks of each kind (default: the configuration's, else every free slot).")
  private int parallelism;

  @Mixin private PipelineChoice chosen = new PipelineChoice();

  @Mixin private FlinkChoice cluster = new FlinkChoice();

  SubmitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (parallelism < 0 || parallelism > 1024) {
      throw CliFailure.usage("--parallelism takes 1 to 1024, not " + parallelism + ".");
    }
    PipelineChoice.Pipeline pipeline = chosen.asConfigured();
    PipelineConfig config = pipeline.config();
    if (parallelism > 0) {
      config = config.withParallelism(parallelism);
    }
    Optional<ClusterState> local = cluster.local();
    if (local.isPresent()) {
      config = config.withBootstrapServers(local.get().bootstrapServers());
    }
    try (FlinkClient flink = new FlinkClient(cluster.restAddress())) {
      String job =
          new Deployment(flink).submit(config, new LaneFrameJudges(), pipeline.policy(), savepoint);
      console.out().println(job);
      flink.awaitRunning(job, PATIENCE);
      console.err().println("livegate: the job runs.");
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    } catch (IllegalStateException e) {
      throw CliFailure.failed(String.valueOf(e.getMessage()), e);
    }
    return ExitCode.OK;
  }
}
