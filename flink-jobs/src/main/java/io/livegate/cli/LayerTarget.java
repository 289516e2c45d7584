package io.livegate.cli;

import io.livegate.job.decide.PolicyKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which policy or layer, and on which broker. */
final class LayerTarget {

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "The layer of this region: of sessions whose records say lg-region: NAME.")
  private @Nullable String region;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "The layer of this experiment; the same name draws the same sessions.")
  private @Nullable String experiment;

  @Mixin private PolicyTarget target = new PolicyTarget();

  PolicyTarget target() {
    return target;
  }

  /**
   * The record key.
   *
   * @throws CliFailure if there can be no such tenant, region or experiment
   */
  PolicyKey key() {
    PolicyKey plain = target.key(PolicyKey.Kind.POLICY);
    if (region != null && experiment != null) {
      throw CliFailure.usage("--region and --experiment are two layers: name one of them.");
    }
    if (region == null && experiment == null) {
      return plain;
    }
    PolicyKey.Kind kind = region == null ? PolicyKey.Kind.EXPERIMENT : PolicyKey.Kind.REGION;
    PolicyKey key = new PolicyKey(kind, plain.tenant(), region == null ? experiment : region);
    try {
      return PolicyKey.parse(key.text());
    } catch (IllegalArgumentException e) {
      throw CliFailure.usage(
          (region == null ? "--experiment" : "--region")
              + " '"
              + key.name()
              + "' must be 1 to 32 letters, digits, - and _.",
          e);
    }
  }
}
