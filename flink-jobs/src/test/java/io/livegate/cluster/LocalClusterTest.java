package io.livegate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.cluster.ClusterState.Member;
import io.livegate.cluster.ClusterState.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    Process child =
        new JavaProcess(
                "sleeper",
                Jars.ofThisProcess().all(),
                List.of(),
                Child.class.getName(),
                List.of(Sleeper.class.getName()))
            .start(new ClusterFolder(folder));
    try {
      assertThat(child.waitFor(2, TimeUnit.SECONDS)).isFalse();

      child.getOutputStream().close(); // as the system does for a parent that was killed

      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
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
        ClusterPlan.small(),
        List.of(member(0, 5)));
  }

  private static Member member(long pid, long startedAtMillis) {
    return new Member("one", Role.SUPERVISOR, pid, startedAtMillis, 0, "/log");
  }
}
