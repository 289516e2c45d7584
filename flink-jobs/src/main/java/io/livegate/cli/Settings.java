package io.livegate.cli;

import io.livegate.job.ConfigProblemsException;
import io.livegate.job.PipelineConfig;
import io.livegate.job.PipelineConfig.TimeAxis;
import io.livegate.job.PipelineConfigParser;
import io.livegate.policy.Policies;
import io.livegate.policy.PolicyException;
import io.livegate.policy.PolicyParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options every command that starts the pipeline has. */
final class Settings {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The pipeline's configuration (default: config/pipeline.yaml of the checkout).")
  @Nullable Path config;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy (default: the configuration's, else policies/default.yaml).")
  @Nullable Path policy;

  /**
   * What the two files say.
   *
   * @param policy YAML, checked
   */
  record Pipeline(PipelineConfig config, String policy) {}

  /**
   * Reads and checks both files, so that a mistake in them costs a message and not a start.
   *
   * @throws CliFailure listing every problem
   */
  Pipeline read(TimeAxis time) {
    return read(time, time == TimeAxis.BROKER);
  }

  /**
   * {@link #read(TimeAxis)}.
   *
   * @param together whether a session may be compared with those before it
   */
  Pipeline read(TimeAxis time, boolean together) {
    PipelineConfig configured = pipeline().withTime(time);
    PipelineConfig pipeline = together ? configured : configured.withSessionsApart();
    return new Pipeline(pipeline, policy(pipeline, policy));
  }

  /** Both files with nothing changed. */
  Pipeline asConfigured() {
    PipelineConfig configured = pipeline();
    return new Pipeline(configured, policy(configured, policy));
  }

  private PipelineConfig pipeline() {
    return pipeline(config);
  }

  /** The configuration file as it is; empty in an installation without one. */
  String text() throws IOException {
    Path file = config == null ? ofCheckout("config/pipeline.yaml") : config;
    return file == null ? "" : Files.readString(file);
  }

  /**
   * What the file, or else the one of the checkout, says.
   *
   * @throws CliFailure listing every problem
   */
  static PipelineConfig pipeline(@Nullable Path config) {
    Path file = config == null ? ofCheckout("config/pipeline.yaml") : config;
    try {
      return file == null ? PipelineConfig.defaults() : PipelineConfigParser.read(file);
    } catch (ConfigProblemsException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The policy below all others: the file given, or else that of the configuration, of the checkout
   * or of this build.
   *
   * @throws CliFailure listing every problem
   */
  static String policy(PipelineConfig pipeline, @Nullable Path given) {
    String configured = pipeline.policy().path();
    Path file =
        given != null
            ? given
            : configured != null ? Path.of(configured) : ofCheckout("policies/default.yaml");
    if (file == null) {
      return Policies.bundledText();
    }
    try {
      String text = Files.readString(file);
      PolicyParser.parse(text, file.toString());
      return text;
    } catch (PolicyException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw CliFailure.usage(
          "the policy '" + file + "' cannot be read; the shipped one is policies/default.yaml.", e);
    }
  }

  /** The file of that name in the checkout; null in an installation without one. */
  private static @Nullable Path ofCheckout(String name) {
    Path file = Checkout.root().resolve(name);
    return Files.exists(file) ? file : null;
  }
}
