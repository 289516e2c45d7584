package io.livegate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.cluster.ClusterState;
import io.livegate.cluster.FlinkClient;
import io.livegate.cluster.FlinkClient.Job;
import io.livegate.cluster.LocalCluster;
import io.livegate.cluster.PrometheusTargets;
import io.livegate.health.Health;
import io.livegate.health.HealthCheck;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code livegate cluster status}. */
@Command(
    name = "status",
    header = "What runs, where, since when, with which jobs, and whether they can be relied on.",
    optionListHeading = "%nOptions:%n",
    footer = {"", "Exit code 0 when a cluster runs, 1 when none does."})
final class ClusterStatusCommand implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Console console;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Mixin private ConfigChoice config = new ConfigChoice();

  @Mixin private ClusterChoice choice = new ClusterChoice();

  ClusterStatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws JsonProcessingException, InterruptedException {
    LocalCluster cluster = choice.cluster();
    Optional<ClusterState> running = cluster.running();
    if (running.isEmpty()) {
      return none(cluster);
    }
    ClusterState state = running.get();
    List<Job> jobs;
    boolean answers = true;
    try (FlinkClient flink = new FlinkClient(state.restAddress())) {
      jobs = flink.jobs();
    } catch (IllegalStateException e) {
      jobs = List.of();
      answers = false;
    }
    Health health = new HealthCheck(state.restAddress(), config.pipeline().operations()).now();
    if (json) {
      ObjectNode line = JSON.valueToTree(state);
      line.put("folder", cluster.folder().toString());
      line.put("prometheusTargets", PrometheusTargets.file(cluster.folder()).toString());
      line.put("answers", answers);
      line.set("jobs", JSON.valueToTree(jobs));
      line.set("health", JSON.readTree(health.readinessJson()));
      console.out().println(JSON.writeValueAsString(line));
      return ExitCode.OK;
    }
    ClusterText.print(console, cluster.folder(), state);
    console.out().println("folder             " + cluster.folder());
    if (!answers) {
      console.out().println("jobs               the JobManager does not answer yet");
    }
    for (Job job : jobs) {
      console.out().println("job                " + job.id() + "  " + job.state());
    }
    console.out().println("ready              " + (health.isReady() ? "yes" : "no"));
    for (String reason : health.reasons()) {
      console.out().println("                   " + reason);
    }
    return ExitCode.OK;
  }

  private int none(LocalCluster cluster) {
    if (json) {
      console.out().println("{\"supervisor\":null,\"members\":[],\"jobs\":[]}");
    } else {
      console
          .out()
          .println(
              cluster.state().isPresent()
                  ? "the cluster in "
                      + cluster.folder()
                      + " was killed; ./livegate cluster start starts it, stop tidies up"
                  : "no cluster runs in " + cluster.folder());
    }
    return ExitCode.SOFTWARE;
  }
}
