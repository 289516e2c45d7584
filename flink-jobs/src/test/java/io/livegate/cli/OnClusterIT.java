package io.livegate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.cluster.ClusterPlan;
import io.livegate.cluster.ClusterState.Member;
import io.livegate.cluster.ClusterState.Role;
import io.livegate.cluster.LocalCluster;
import io.livegate.job.Prometheus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands for a cluster, with a real one behind them. */
@Timeout(600)
class OnClusterIT {

  private static final List<String> CLIPS =
      List.of(
          "live/thin-plate-spline-moti__driving.mp4",
          "no-face/musetalk__yongen.mp4",
          "deepfake/roop__target.mp4",
          "hostile/decord__corrupted.mp4");

  @TempDir Path folder;

  private record Ended(int code, String out, String err) {}

  @Test
  void judges_like_one_process_does_and_leaves_nothing() throws Exception {
    String dir = folder.resolve("cluster").toString();
    assertThat(run("submit", "--dir", dir))
        .satisfies(
            ended -> {
              assertThat(ended.code()).isEqualTo(2);
              assertThat(ended.err()).contains("no cluster runs in " + dir);
            });
    LocalCluster cluster = new LocalCluster(Path.of(dir));
    // Not by the command: what that starts would outlive a test that is killed.
    cluster.start(new ClusterPlan(1, 2, 512, 10_000, null, 0), false);
    try {
      List<String> media = media();
      Ended here = run(command(List.of("judge", "--json"), media));
      Ended there = run(command(List.of("judge", "--json", "--on-cluster", "--dir", dir), media));

      assertThat(there.code()).as(there.err()).isZero();
      assertThat(there.out()).isEqualTo(here.out()).contains("\"outcome\":\"refused\"");

      leavesNothingWhenItIsInterrupted(cluster);

      Ended again = run("cluster", "start", "--dir", dir, "--task-managers", "1", "--heap", "512");
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(again.err()).contains("runs already in " + dir + "; it is left as it is");
      Ended other = run("cluster", "start", "--dir", dir, "--task-managers", "7");
      assertThat(other.code()).isEqualTo(1);
      assertThat(other.err()).contains("with other settings");

      String job = run("submit", "--dir", dir, "--parallelism", "1").out().strip();
      assertThat(job).matches("[0-9a-f]{32}");
      JsonNode status =
          new ObjectMapper().readTree(run("cluster", "status", "--json", "--dir", dir).out());
      assertThat(status.path("members")).hasSize(3);
      assertThat(status.path("jobs").path(0).path("id").asText()).isEqualTo(job);
      assertThat(status.path("jobs").path(0).path("state").asText()).isEqualTo("RUNNING");
      assertThat(status.path("health").path("job").asText()).isEqualTo("RUNNING");
      prometheusScrapes(cluster, status);
      Ended savepoint = run("cluster", "savepoint", "--dir", dir);
      assertThat(savepoint.out())
          .as(savepoint.err())
          .startsWith("file:" + dir + "/savepoints/savepoint-");
    } finally {
      assertThat(run("cluster", "stop", "--dir", dir).err()).contains("the cluster is stopped");
    }
    try (var left = Files.list(Path.of(dir))) {
      assertThat(left)
          .extracting(file -> file.getFileName().toString())
          .containsExactly("savepoints");
    }
    assertThat(run("cluster", "status", "--dir", dir).code()).isEqualTo(1);
    assertThat(run("cluster", "stop", "--dir", dir).err()).contains("nothing to stop");
  }

  private void leavesNothingWhenItIsInterrupted(LocalCluster cluster) throws Exception {
    String dir = cluster.folder().toString();
    Path wall = folder.resolve("long.avi");
    TestVideos.wall(wall, 600);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Livegate.class.getName(),
                "judge",
                "--on-cluster",
                "--dir",
                dir,
                wall.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("interrupted").toFile())
            .start();
    while (!run("cluster", "status", "--dir", dir).out().contains("RUNNING")) {
      assertThat(process.isAlive()).as(Files.readString(folder.resolve("interrupted"))).isTrue();
    }
    process.destroy(); // SIGTERM, as Ctrl-C: to be seen while it judges
    process.waitFor();
    JsonNode status =
        new ObjectMapper().readTree(run("cluster", "status", "--json", "--dir", dir).out());
    assertThat(status.path("jobs")).hasSize(2).allMatch(job -> job.path("over").asBoolean());
    String broker = cluster.state().orElseThrow().bootstrapServers();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker))) {
      assertThat(admin.listTopics().names().get()).noneMatch(name -> name.contains("-judge-"));
    }
  }

  /** By the file that is said to be for it; by plain requests where there is no Prometheus. */
  private void prometheusScrapes(LocalCluster cluster, JsonNode status) throws Exception {
    List<Member> members =
        cluster.state().orElseThrow().members().stream()
            .filter(member -> member.role() != Role.BROKER)
            .toList();
    for (Member member : members) {
      String text = Prometheus.scrape(member.metricsPort());
      assertThat(text)
          .as(member.name())
          .contains(
              member.role() == Role.JOB_MANAGER
                  ? "flink_jobmanager_job_numRestarts"
                  : "flink_taskmanager_job_task_operator_livegate_framesReceived");
    }
    Path targets = Path.of(status.path("prometheusTargets").asText());
    assertThat(run("cluster", "status", "--dir", cluster.folder().toString()).out())
        .contains(targets.toString(), members.get(0).metricsAddress());
    if (!Prometheus.isInstalled()) {
      System.err.println("no prometheus on this machine: its own scraping is not tested");
      return;
    }
    Path folder = Files.createDirectory(this.folder.resolve("prometheus"));
    try (Prometheus prometheus = Prometheus.of(folder, targets)) {
      prometheus.await("up", Map.of("jobmanager", 1.0, "taskmanager-1", 1.0));
      prometheus.await(
          // How many there are is the probe's affair.
          "count by (process) (flink_taskmanager_job_task_operator_livegate_framesReceived)",
          Map.of("taskmanager-1", 1.0));
    }
  }

  /** Made here, and some of the sample clips where they are at hand. */
  private List<String> media() throws IOException {
    TestVideos.wall(folder.resolve("wall.avi"), 4);
    List<String> media = new ArrayList<>(List.of(folder.resolve("wall.avi").toString()));
    Path samples = Checkout.root().resolve("../shared/media/dev").normalize();
    CLIPS.stream()
        .map(samples::resolve)
        .filter(Files::exists)
        .map(Path::toString)
        .forEach(media::add);
    return media;
  }

  private static String[] command(List<String> words, List<String> media) {
    List<String> all = new ArrayList<>(words);
    all.addAll(media);
    return all.toArray(String[]::new);
  }

  private static Ended run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Livegate.run(
            Console.plain(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            args);
    return new Ended(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
