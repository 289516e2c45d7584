package io.livegate.cli;

import io.livegate.job.config.ConfigProblemsException;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the pipeline's configuration. */
final class ConfigChoice {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The pipeline's configuration (default: config/pipeline.yaml of the checkout).")
  private @Nullable Path config;

  /**
   * What the file, or else the one of the checkout, says; the defaults in an installation without
   * one.
   *
   * @throws CliFailure listing every problem
   */
  PipelineConfig pipeline() {
    Path file = file();
    try {
      return file == null ? PipelineConfig.defaults() : PipelineConfigParser.read(file);
    } catch (ConfigProblemsException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    }
  }

  /** The file as it is; empty in an installation without one. */
  String text() throws IOException {
    Path file = file();
    return file == null ? "" : Files.readString(file);
  }

  private @Nullable Path file() {
    return config == null ? Checkout.file("config/pipeline.yaml") : config;
  }
}
