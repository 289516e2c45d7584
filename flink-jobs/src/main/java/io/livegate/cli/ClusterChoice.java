package io.livegate.cli;

import io.livegate.cluster.ClusterState;
import io.livegate.cluster.LocalCluster;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of the clusters on this machine is meant. */
final class ClusterChoice {

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Folder of the cluster (default: .livegate/cluster of the checkout).")
  private @Nullable Path dir;

  LocalCluster cluster() {
    return new LocalCluster(dir == null ? Checkout.root().resolve(".livegate/cluster") : dir);
  }

  /**
   * @throws CliFailure if it does not run
   */
  ClusterState running() {
    LocalCluster cluster = cluster();
    return cluster
        .running()
        .orElseThrow(
            () ->
                CliFailure.usage(
                    "no cluster runs in "
                        + cluster.folder()
                        + ": ./livegate cluster start starts one, --dir names another folder,"
                        + " --cluster HOST:PORT another machine's."));
  }
}
