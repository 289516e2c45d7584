package io.livegate.cli;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.decide.PolicyKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose policy, and on which broker. */
final class PolicyTarget {

  @Option(
      names = "--tenant",
      paramLabel = "TENANT",
      description = "Of this tenant only (default: of all tenants).")
  private @Nullable String tenant;

  @Mixin private RecordTarget topic = new RecordTarget();

  /**
   * The record key.
   *
   * @throws CliFailure if there can be no such tenant
   */
  PolicyKey key(PolicyKey.Kind kind) {
    String name = tenant;
    if (name != null) {
      try {
        PolicyKey key = PolicyKey.parse(name);
        if (key.kind() != PolicyKey.Kind.POLICY || key.tenant() == null) {
          throw new IllegalArgumentException("this key stands for something else");
        }
      } catch (IllegalArgumentException e) {
        throw CliFailure.usage(
            "--tenant '"
                + name
                + "': a tenant is 1 to 64 characters of A-Z a-z 0-9 . _ -, and"
                + " not 'default', which is the policy of all tenants: leave --tenant out.",
            e);
      }
    }
    return new PolicyKey(kind, name);
  }

  /** The configuration of the job that is meant. */
  PipelineConfig pipeline() {
    return topic.pipeline();
  }

  /** See {@link RecordTarget#publish}. */
  String publish(PolicyKey key, @Nullable String value) {
    return topic.publish(key, value);
  }
}
