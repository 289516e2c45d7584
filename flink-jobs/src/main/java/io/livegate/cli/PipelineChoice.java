package io.livegate.cli;

import io.livegate.job.config.ConfiguredScores;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfig.TimeAxis;
import io.livegate.policy.read.LayeredPolicy;
import io.livegate.policy.read.PolicyCheck;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyFile;
import io.livegate.policy.read.PolicyParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options every command that starts the pipeline has. */
final class PipelineChoice {

  @Mixin private ConfigChoice config = new ConfigChoice();

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "The policy (default: the configuration's, else policies/default.yaml). Where files are"
              + " judged, a layer over it too.")
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
    PipelineConfig configured = config.pipeline().withTime(time);
    PipelineConfig pipeline = together ? configured : configured.withSessionsApart();
    return new Pipeline(
        pipeline, time == TimeAxis.MEDIA ? tried(pipeline) : policy(pipeline, policy));
  }

  /** A layer may be tried on files: laid over the policy that is there without it. */
  private String tried(PipelineConfig pipeline) {
    PolicyFile layer = policy == null ? null : PolicyFiles.read(policy);
    if (layer == null || layer.layer() == null) {
      return policy(pipeline, policy);
    }
    try {
      LayeredPolicy tried = LayeredPolicy.of(List.of(file(pipeline, null), layer));
      PolicyCheck.requireOpenGate(tried, new ConfiguredScores(pipeline));
      return tried.text();
    } catch (PolicyException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    }
  }

  /** Both files with nothing changed. */
  Pipeline asConfigured() {
    PipelineConfig configured = config.pipeline();
    return new Pipeline(configured, policy(configured, policy));
  }

  /** The configuration file as it is; empty in an installation without one. */
  String text() throws IOException {
    return config.text();
  }

  /**
   * The policy below all others: the file given, or else that of the configuration, of the checkout
   * or of this build.
   *
   * @throws CliFailure listing every problem
   */
  static String policy(PipelineConfig pipeline, @Nullable Path given) {
    PolicyFile file = file(pipeline, given);
    try {
      PolicyCheck.requireOpenGate(PolicyParser.whole(file), new ConfiguredScores(pipeline));
      return file.text();
    } catch (PolicyException e) {
      throw CliFailure.usage(String.valueOf(e.getMessage()), e);
    }
  }

  private static PolicyFile file(PipelineConfig pipeline, @Nullable Path given) {
    Path file = given != null ? given : configured(pipeline);
    return file == null ? PolicyFile.bundled() : PolicyFiles.read(file);
  }

  private static @Nullable Path configured(PipelineConfig pipeline) {
    String configured = pipeline.policy().path();
    return configured != null ? Path.of(configured) : Checkout.file("policies/default.yaml");
  }
}
