package io.livegate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.livegate.cluster.ClusterState.Member;
import io.livegate.cluster.ClusterState.Role;
import io.livegate.local.FreePorts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What needs no cluster. */
class LocalClusterTest {

  @TempDir Path folder;

  @Test
  void a_plan_names_all_that_cannot_be() {
    assertThatThrownBy(() -> new ClusterPlan(0, 65, 1024, 10, null, 0))
        .hasMessageContaining("0 task managers cannot be: from 1 to 64")
        .hasMessageContaining("65 slots")
        .hasMessageContaining("10 ms of silence");
  }

  @Test
  void what_is_written_is_read_again() throws IOException {
    ClusterState state = state(member(1, 1_000));

    state.write(folder);

    assertThat(ClusterState.read(folder)).contains(state);
    assertThat(ClusterState.read(folder.resolve("elsewhere"))).isEmpty();
  }

  @Test
  void a_process_that_took_over_the_number_of_a_dead_one_is_not_it() {
    long self = ProcessHandle.current().pid();

    assertThat(member(self, System.currentTimeMillis()).isAlive()).isTrue();
    assertThat(member(self, 1_000).isAlive()).isFalse();
    assertThat(member(0, 1_000).isAlive()).isFalse();
  }

  @Test
  void a_metrics_port_that_is_taken_is_named_and_nothing_is_started() throws Exception {
    int first = FreePorts.inARow(3);
    try (ServerSocket other = new ServerSocket(first + 1)) {
      ClusterPlan plan = new ClusterPlan(2, 1, 1024, 10_000, null, first);

      assertThatThrownBy(() -> new LocalCluster(folder.resolve("cluster")).start(plan, false))
          .hasMessageContaining("--metrics-port " + first)
          .hasMessageContaining("port " + other.getLocalPort() + " is taken");
    }
    assertThat(folder.resolve("cluster/cluster.json")).doesNotExist();
  }

  @Test
  void stopping_what_was_killed_tidies_up_and_keeps_savepoints() throws Exception {
    Path storage = Files.createDirectory(folder.resolve("storage"));
    Path cluster = folder.resolve("cluster");
    new ClusterFolder(cluster).create();
    Files.createFile(cluster.resolve("savepoints/one"));
    state(member(0, 1_000)).write(cluster);

    assertThat(new LocalCluster(cluster).stop(false)).isFalse();

    assertThat(storage).doesNotExist();
    assertThat(cluster).isDirectoryContaining("glob:**savepoints");
    try (var left = Files.list(cluster)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void a_child_ends_when_its_parent_is_gone() throws Exception {
    new ClusterFolder(folder).create();
    Process child = start("sleeper", List.of(), Sleeper.class);
    try {
      assertThat(child.waitFor(2, TimeUnit.SECONDS)).isFalse();

      child.getOutputStream().close(); // as the system does for a parent that was killed

      assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void a_child_writes_no_dump_whatever_happens_to_it() throws Exception {
    new ClusterFolder(folder).create();

    assertThat(start("options", List.of(), Options.class).waitFor(3, TimeUnit.MINUTES)).isTrue();

    assertThat(Files.readString(new ClusterFolder(folder).output("options")))
        .contains(
            "HeapDumpOnOutOfMemoryError=false",
            "CreateCoredumpOnCrash=false",
            "ExitOnOutOfMemoryError=true",
            "ErrorFile=/dev/null");
  }

  @Test
  void a_child_that_logs_without_end_fills_five_files_and_no_more() throws Exception {
    new ClusterFolder(folder).create();
    List<String> small = List.of("-Dlivegate.log.size=20KB");

    assertThat(start("talker", small, Talker.class).waitFor(3, TimeUnit.MINUTES)).isTrue();

    try (Stream<Path> all = Files.list(folder.resolve("logs"))) {
      List<Path> logs = all.filter(log -> log.toString().contains("talker.log")).toList();
      assertThat(logs)
          .hasSize(5)
          .allSatisfy(log -> assertThat(Files.size(log)).isLessThan(24 << 10));
    }
    assertThat(Files.readString(new ClusterFolder(folder).log("talker"))).contains("sentence 1999");
  }

  private Process start(String name, List<String> options, Class<?> main) {
    return new JavaProcess(
            name,
            Jars.ofThisProcess().all(),
            options,
            Child.class.getName(),
            List.of(main.getName()),
            0)
        .start(new ClusterFolder(folder));
  }

  /** Says with which options it runs. */
  public static final class Options {
    private Options() {}

    public static void main(String[] args) {
      HotSpotDiagnosticMXBean jvm =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      for (String option :
          List.of(
              "HeapDumpOnOutOfMemoryError",
              "CreateCoredumpOnCrash",
              "ExitOnOutOfMemoryError",
              "ErrorFile")) {
        System.out.println(option + "=" + jvm.getVMOption(option).getValue());
      }
    }
  }

  /** Logs 200 KB. */
  public static final class Talker {
    private Talker() {}

    public static void main(String[] args) {
      for (int i = 0; i < 2000; i++) {
        LoggerFactory.getLogger(Talker.class).info("sentence {} {}", i, "x".repeat(50));
      }
    }
  }

  /** Sleeps for longer than any test. */
  public static final class Sleeper {
    private Sleeper() {}

    public static void main(String[] args) throws InterruptedException {
      Thread.sleep(600_000);
    }
  }

  private ClusterState state(Member supervisor) {
    return new ClusterState(
        supervisor,
        "127.0.0.1:1",
        "127.0.0.1:2",
        folder.resolve("storage").toString(),
        new ClusterPlan(2, 2, 1024, 10_000, null, 0),
        List.of(member(0, 5)));
  }

  private static Member member(long pid, long startedAtMillis) {
    return new Member("one", Role.SUPERVISOR, pid, startedAtMillis, 0, "/log", 0);
  }
}
