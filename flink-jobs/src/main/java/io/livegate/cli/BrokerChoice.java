package io.livegate.cli;

import io.livegate.job.config.PipelineConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which deployment is meant: its configuration, and its broker where that is another. */
final class BrokerChoice {

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "The broker (default: kafka.bootstrapServers of the configuration).")
  private @Nullable String servers;

  @Mixin private ConfigChoice config = new ConfigChoice();

  /**
   * The configuration with that broker.
   *
   * @throws CliFailure listing every problem
   */
  PipelineConfig pipeline() {
    PipelineConfig configured = config.pipeline();
    return servers == null ? configured : configured.withBootstrapServers(servers);
  }
}
