package io.livegate.chaos;

import io.livegate.cluster.ClusterState;
import io.livegate.cluster.ClusterState.Member;
import io.livegate.cluster.ClusterState.Role;
import io.livegate.cluster.FlinkClient;
import io.livegate.cluster.LocalCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Kills processes of a cluster, with a signal that leaves them no time for anything. */
final class Killer {

  private static final List<Role> VICTIMS =
      List.of(Role.TASK_MANAGER, Role.JOB_MANAGER, Role.BROKER);
  private static final Duration WHOLE_AGAIN = Duration.ofMinutes(2);
  private static final Duration CHECKPOINT = Duration.ofSeconds(5);

  private final LocalCluster cluster;
  private final Path checkpoints;
  private final Random random;

  /**
   * A kill.
   *
   * @param atMillis epoch
   * @param inCheckpoint while a checkpoint was being taken
   */
  record Kill(Member victim, long atMillis, boolean inCheckpoint) {}

  /**
   * @param checkpoints folder of the job's
   */
  Killer(LocalCluster cluster, Path checkpoints, Random random) {
    this.cluster = cluster;
    this.checkpoints = checkpoints;
    this.random = random;
  }

  /**
   * Whom to kill, in order: each a quarter of the times at least, and once where that is possible;
   * the others as they are drawn.
   */
  static List<Role> victims(int kills, Random random) {
    int certain = Math.min(kills, VICTIMS.size() * ((kills + 3) / 4));
    List<Role> victims = new ArrayList<>();
    for (int i = 0; i < kills; i++) {
      int which = i < certain ? i % VICTIMS.size() : random.nextInt(VICTIMS.size());
      victims.add(VICTIMS.get(which));
    }
    Collections.shuffle(victims, random);
    return victims;
  }

  /**
   * @param inCheckpoint to wait for a checkpoint to begin; where none does within seconds it is
   *     done without
   */
  Kill kill(Role role, boolean inCheckpoint) throws InterruptedException {
    List<Member> members = state().members(role);
    Member victim = members.get(random.nextInt(members.size()));
    boolean hit = inCheckpoint && awaitCheckpoint();
    long now = System.currentTimeMillis();
    if (!ProcessHandle.of(victim.pid()).map(ProcessHandle::destroyForcibly).orElse(false)) {
      throw new IllegalStateException(victim.name() + ", pid " + victim.pid() + ", is not there");
    }
    return new Kill(victim, now, hit);
  }

  /** Until there is the folder of one that is not complete. */
  private boolean awaitCheckpoint() throws InterruptedException {
    long deadline = System.nanoTime() + CHECKPOINT.toNanos();
    while (System.nanoTime() < deadline) {
      try (Stream<Path> all = Files.list(checkpoints)) {
        if (all.filter(each -> each.getFileName().toString().startsWith("chk-"))
            .anyMatch(each -> !Files.exists(each.resolve("_metadata")) && Files.exists(each))) {
          return true;
        }
      } catch (IOException | UncheckedIOException e) {
        // The first one is still to come, or one was just deleted.
      }
      Thread.sleep(1);
    }
    return false;
  }

  /**
   * Waits until all processes are there again and the JobManager knows all slots.
   *
   * @throws IllegalStateException if that takes too long
   */
  void awaitWhole(Kill kill) throws InterruptedException {
    long deadline = System.nanoTime() + WHOLE_AGAIN.toNanos();
    while (!isWhole(kill)) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the cluster is not whole "
                + WHOLE_AGAIN.toSeconds()
                + " s after "
                + kill.victim().name()
                + " was killed; logs are in "
                + Path.of(kill.victim().log()).getParent());
      }
      Thread.sleep(250);
    }
  }

  private boolean isWhole(Kill kill) throws InterruptedException {
    ClusterState state = state();
    if (!state.members().stream()
        .allMatch(each -> each.isAlive() && each.pid() != kill.victim().pid())) {
      return false;
    }
    try (FlinkClient flink = new FlinkClient(state.restAddress())) {
      return flink.slots() >= state.plan().taskManagers() * state.plan().slots();
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private ClusterState state() {
    return cluster
        .running()
        .orElseThrow(() -> new IllegalStateException("the supervisor is gone, and all with it"));
  }
}
