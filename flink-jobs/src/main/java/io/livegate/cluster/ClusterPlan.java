package io.livegate.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster shall consist of.
 *
 * @param taskManagers processes that judge, 1 to 64
 * @param slots tasks of each kind one of them may run, 1 to 64
 * @param taskHeapMebibytes memory for the tasks of one TaskManager: session state and the frames
 *     being judged, 128 and up
 * @param heartbeatMillis a process that is silent for so long counts as dead, 1000 to 600000; the
 *     longer, the later a hung machine is noticed, the shorter, the sooner a slow one is given up
 * @param bootstrapServers a Kafka that is there already; null: a broker of the cluster's own
 * @param metricsPort Prometheus port of the JobManager, the TaskManagers' follow; 0: any that are
 *     free
 */
public record ClusterPlan(
    int taskManagers,
    int slots,
    int taskHeapMebibytes,
    long heartbeatMillis,
    @Nullable String bootstrapServers,
    int metricsPort) {

  /**
   * @throws IllegalArgumentException naming every value that cannot be
   */
  public ClusterPlan {
    List<String> problems = new ArrayList<>();
    check(problems, "task managers", taskManagers, 1, 64);
    check(problems, "slots", slots, 1, 64);
    check(problems, "MiB of task heap", taskHeapMebibytes, 128, 1 << 20);
    check(
        problems, "ms of silence before a process counts as dead", heartbeatMillis, 1000, 600_000);
    check(problems, "as metrics port", metricsPort, 0, 65_535 - 64);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  private static void check(List<String> problems, String what, long value, long min, long max) {
    if (value < min || value > max) {
      problems.add(value + " " + what + " cannot be: from " + min + " to " + max);
    }
  }

  Duration heartbeat() {
    return Duration.ofMillis(heartbeatMillis);
  }
}
