package io.livegate.cluster;

import io.livegate.cluster.ClusterState.Member;
import io.livegate.cluster.ClusterState.Role;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One process that is started again whenever it ends. All methods are called by the supervisor's
 * one thread.
 */
final class Supervised {

  private static final Duration FIRST_DELAY = Duration.ofMillis(100);
  private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

  /** Who lived that long did not die of its start. */
  private static final long SOUND_MILLIS = 20_000;

  private final Role role;
  private final JavaProcess how;
  private final ClusterFolder folder;
  private final ScheduledExecutorService thread;
  private final Runnable changed;
  private Duration delay = FIRST_DELAY;
  private int restarts;
  private long startedAtMillis;
  private boolean ending;
  private @Nullable Process process;

  /**
   * @param changed called after each start and each end
   */
  Supervised(
      Role role,
      JavaProcess how,
      ClusterFolder folder,
      ScheduledExecutorService thread,
      Runnable changed) {
    this.role = role;
    this.how = how;
    this.folder = folder;
    this.thread = thread;
    this.changed = changed;
  }

  void start() {
    if (ending) {
      return;
    }
    Process started = how.start(folder);
    process = started;
    startedAtMillis = System.currentTimeMillis();
    var unused = started.onExit().thenAcceptAsync(ended -> ended(), thread);
    changed.run();
  }

  private void ended() {
    process = null;
    if (ending) {
      return;
    }
    boolean sound = System.currentTimeMillis() - startedAtMillis > SOUND_MILLIS;
    delay = sound ? FIRST_DELAY : min(delay.multipliedBy(2), LONGEST_DELAY);
    restarts++;
    changed.run();
    var unused = thread.schedule(this::start, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  Member member() {
    Process now = process;
    return new Member(
        how.name(),
        role,
        now == null ? 0 : now.pid(),
        startedAtMillis,
        restarts,
        folder.log(how.name()).toString(),
        how.metricsPort());
  }

  /**
   * Ends it for good.
   *
   * @param patience how long it may take to close what it has open; zero: none
   */
  void end(Duration patience) {
    ending = true;
    Process now = process;
    if (now == null) {
      return;
    }
    if (!patience.isZero()) {
      now.destroy();
      try {
        if (now.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    now.destroyForcibly();
  }
}
