package io.livegate.cli;

import io.livegate.job.PipelineConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which deployment is meant: its configuration, and its broker where that is another. */
final class BrokerChoice {

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT",
      description = "The broker (default: kafka.bootstrapServers of the configuration).")
  private @Nullable String servers;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The pipeline's configuration (default: config/pipeline.yaml of the checkout).")
  private @Nullable Path config;

  /**
   * The configuration with that broker.
   *
   * @throws CliFailure listing every problem
   */
  PipelineConfig pipeline() {
    PipelineConfig configured = Settings.pipeline(config);
    return servers == null ? configured : configured.withBootstrapServers(servers);
  }
}
