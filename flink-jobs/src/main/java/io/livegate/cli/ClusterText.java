package io.livegate.cli;

import io.livegate.cluster.ClusterState;
import io.livegate.cluster.ClusterState.Member;
import io.livegate.cluster.PrometheusTargets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What runs and where, for a person. */
final class ClusterText {

  private ClusterText() {}

  /**
   * @param folder of the cluster
   */
  static void print(Console console, Path folder, ClusterState state) {
    List<Member> all = new ArrayList<>();
    all.add(state.supervisor());
    all.addAll(state.members());
    for (Member member : all) {
      console.out().println(line(member));
    }
    console.out().println("bootstrap.servers  " + state.bootstrapServers());
    console.out().println("flink              " + state.restAddress());
    console.out().println("metrics            " + metrics(state));
    console.out().println("prometheus         file_sd_configs, " + PrometheusTargets.file(folder));
  }

  private static String metrics(ClusterState state) {
    return state.members().stream()
        .filter(member -> member.metricsPort() > 0)
        .map(Member::metricsAddress)
        .collect(Collectors.joining(" "));
  }

  private static String line(Member member) {
    if (!member.isAlive()) {
      return String.format(Locale.ROOT, "%-16s being started again", member.name());
    }
    Duration up = Duration.ofMillis(System.currentTimeMillis() - member.startedAtMillis());
    return String.format(
        Locale.ROOT,
        "%-16s pid %-8d up %s%s",
        member.name(),
        member.pid(),
        show(up),
        member.restarts() == 0 ? "" : ", started again " + times(member.restarts()));
  }

  private static String times(int restarts) {
    return restarts == 1 ? "once" : restarts + " times";
  }

  private static String show(Duration up) {
    if (up.toHours() > 0) {
      return up.toHours() + " h " + up.toMinutesPart() + " min";
    }
    return up.toMinutes() > 0
        ? up.toMinutes() + " min " + up.toSecondsPart() + " s"
        : up.toSeconds() + " s";
  }
}
