package io.livegate.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.livegate.cluster.ClusterState.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Where Prometheus finds a cluster's processes, in its own format for that (file_sd_configs). */
public final class PrometheusTargets {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "prometheus-targets.json";

  private PrometheusTargets() {}

  /** In the cluster's folder. */
  public static Path file(Path folder) {
    return folder.resolve(FILE);
  }

  /** Written beside and moved: Prometheus reads it whenever it changes. */
  static void write(Path folder, List<Member> members) throws IOException {
    ArrayNode groups = JSON.createArrayNode();
    for (Member member : members) {
      if (member.metricsPort() > 0) {
        var group = groups.addObject();
        group.putArray("targets").add(member.metricsAddress());
        group.putObject("labels").put("process", member.name());
      }
    }
    Path fresh = folder.resolve(FILE + ".new");
    Files.write(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(groups));
    Files.move(fresh, file(folder), StandardCopyOption.ATOMIC_MOVE);
  }
}
