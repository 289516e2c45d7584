package io.livegate.cli;

import io.livegate.health.Health;
import io.livegate.health.HealthCheck;
import io.livegate.health.HealthServer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code livegate health}: of a job on a cluster; {@code run} serves its own. */
@Command(
    name = "health",
    header = "Say whether the job on a Flink cluster is alive and ready, and why not.",
    description = {
      "",
      "Prints {\"ready\":...,\"job\":...,\"reasons\":[...]}. With --serve it stays and answers"
          + " GET /healthz and /readyz with 200 or 503."
    },
    optionListHeading = "%nOptions:%n",
    footer = {"", "Exit code 0 when it is ready, 1 when not."})
final class HealthCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--serve",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Answer over HTTP there until stopped (default: say it once).")
  private int port;

  @Mixin private ConfigChoice config = new ConfigChoice();

  @Mixin private FlinkChoice cluster = new FlinkChoice();

  HealthCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > 65_535) {
      throw CliFailure.usage("--serve takes a port from 1 to 65535, not " + port + ".");
    }
    HealthCheck check = new HealthCheck(cluster.restAddress(), config.pipeline().operations());
    if (port > 0) {
      return serve(check);
    }
    Health health = check.now();
    console.out().println(health.readinessJson());
    return health.isReady() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private int serve(HealthCheck check) throws InterruptedException {
    try (Shutdown shutdown = new Shutdown();
        HealthServer server = HealthServer.start(check, port)) {
      console.err().println("livegate: /healthz and /readyz on port " + server.port());
      while (!shutdown.await(1_000)) {
        // the server answers
      }
    } catch (IllegalStateException e) {
      throw CliFailure.failed(String.valueOf(e.getMessage()), e);
    }
    return ExitCode.OK;
  }
}
