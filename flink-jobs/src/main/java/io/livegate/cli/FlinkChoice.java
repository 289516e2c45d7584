package io.livegate.cli;

import io.livegate.cluster.ClusterState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which Flink cluster is meant: one of this machine, or one that somebody else runs. */
final class FlinkChoice {

  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT",
      description = "Flink's REST address (default: the cluster that runs on this machine).")
  private @Nullable String address;

  @Mixin private ClusterChoice local = new ClusterChoice();

  /** Empty where an address was named. */
  Optional<ClusterState> local() {
    return address == null ? Optional.of(local.running()) : Optional.empty();
  }

  /**
   * Of Flink's REST interface.
   *
   * @throws CliFailure if none was named and none runs
   */
  String restAddress() {
    return address == null ? local.running().restAddress() : address;
  }
}
