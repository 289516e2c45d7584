package io.livegate.chaos;

import io.livegate.chaos.Killer.Kill;
import io.livegate.chaos.Verifier.Verdict;
import io.livegate.cluster.ClusterState;
import io.livegate.cluster.ClusterState.Member;
import io.livegate.cluster.ClusterState.Role;
import io.livegate.cluster.LocalCluster;
import io.livegate.drill.Account;
import io.livegate.drill.CommittedReader;
import io.livegate.frame.SessionKey;
import io.livegate.job.config.PipelineConfig;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.Signals;
import io.livegate.signal.SignalsJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One drill on a cluster that runs: load, kills, and the comparison when all is quiet again. */
final class DrillRun {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final ChaosDrill.Settings settings;
  private final LocalCluster cluster;
  private final ClusterState state;
  private final PipelineConfig config;
  private final Follower follower;
  private final Visitors visitors;
  private final Killer killer;
  private final Random random;
  private final String marker;
  private final MarkerSearch strays;
  private final Consumer<String> notes;
  private final List<Long> recoveries = new ArrayList<>();

  /**
   * @param job the id of the one that runs
   * @param marker is in every picture
   */
  DrillRun(
      ChaosDrill.Settings settings,
      LocalCluster cluster,
      PipelineConfig config,
      Follower follower,
      Visitors visitors,
      String job,
      String marker,
      Consumer<String> notes) {
    this.settings = settings;
    this.cluster = cluster;
    this.state = cluster.running().orElseThrow(() -> new IllegalStateException("no cluster runs"));
    this.random = new Random(settings.seed());
    this.marker = marker;
    this.strays = new MarkerSearch(marker);
    this.notes = notes;
    this.config = config;
    this.follower = follower;
    this.visitors = visitors;
    this.killer = new Killer(cluster, cluster.folder().resolve("checkpoints").resolve(job), random);
  }

  DrillResult run() throws InterruptedException {
    follower.start();
    visitors.start();
    await("the first judgement", PATIENCE, () -> follower.newestFrameMillis() > 0);
    List<Role> victims = Killer.victims(settings.kills(), random);
    for (int i = 0; i < victims.size(); i++) {
      Thread.sleep(1_500 + random.nextInt(2_500));
      kill(victims.get(i), i);
    }
    empty();
    Account account = settle();
    Verifier verifier = new Verifier(DrillConfig.parsedPolicy());
    try (CommittedReader reader = new CommittedReader(config)) {
      reader.readToEnd(
          value -> verifier.signal(signals(value)), value -> verifier.event(Follower.parse(value)));
    }
    Verdict verdict = verifier.compare(visitors.violators());
    boolean accounted = account.holds(visitors.sent(), verifier.signals().values());
    search();
    MarkerSearch whereTheyBelong = new MarkerSearch(marker);
    whereTheyBelong.below(storage(), this::isFramesLog);
    boolean searchWorks = !whereTheyBelong.found().isEmpty();
    tell(verdict, accounted, account, Account.told(verifier.signals().values()), searchWorks);
    return new DrillResult(
        victims,
        visitors.sent(),
        new DrillResult.Findings(
            verdict.expected(),
            verdict.actions(),
            verdict.lost().size(),
            verdict.duplicated().size(),
            verdict.unexplained().size() + verdict.changed().size(),
            verdict.withoutAction().size()),
        accounted,
        recoveries,
        strays.found().size(),
        searchWorks);
  }

  private void kill(Role role, int number) throws InterruptedException {
    Kill kill = killer.kill(role, number % 2 == 0);
    await(
        "a judgement after the end of " + kill.victim().name(),
        PATIENCE,
        () -> follower.newestFrameMillis() > kill.atMillis());
    long recovery = System.currentTimeMillis() - kill.atMillis();
    recoveries.add(recovery);
    notes.accept(
        "kill "
            + (number + 1)
            + ": "
            + kill.victim().name()
            + (kill.inCheckpoint() ? " in the middle of a checkpoint" : "")
            + ", judging again after "
            + recovery
            + " ms");
    killer.awaitWhole(kill);
    search();
  }

  /** Nobody comes any more, and who violates is seen out. */
  private void empty() throws InterruptedException {
    visitors.closeDoors();
    try {
      await("the last action", PATIENCE, () -> visitors.present() == 0);
    } catch (IllegalStateException e) {
      notes.accept(visitors.present() + " sessions violate and nothing happens to them");
    }
    visitors.finish();
  }

  private Account settle() throws InterruptedException {
    Set<SessionKey> all = visitors.all();
    try {
      await("the last word on each session", PATIENCE, () -> follower.ended().containsAll(all));
    } catch (IllegalStateException e) {
      notes.accept(
          all.stream().filter(key -> !follower.ended().contains(key)).count()
              + " sessions have no end");
    }
    List<Integer> ports =
        state.members(Role.TASK_MANAGER).stream().map(Member::metricsPort).toList();
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      try {
        Account account = Account.read(ports);
        if (account.isSettled(visitors.sent()) || System.nanoTime() > deadline) {
          return account;
        }
      } catch (IOException e) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("the TaskManagers' metrics cannot be read: " + e, e);
        }
      }
      Thread.sleep(500);
    }
  }

  private void search() {
    strays.below(cluster.folder(), file -> true);
    strays.below(storage(), file -> !isFramesLog(file));
  }

  private Path storage() {
    return Path.of(state.storage());
  }

  private boolean isFramesLog(Path file) {
    Path parent = file.getParent();
    String topic = config.kafka().topics().frames();
    return parent != null && parent.getFileName().toString().startsWith(topic + "-");
  }

  private void tell(
      Verdict verdict, boolean accounted, Account account, FrameCounts told, boolean searchWorks) {
    verdict.lost().forEach(each -> notes.accept("lost: " + each));
    verdict.duplicated().forEach(each -> notes.accept("twice: event " + each));
    verdict.unexplained().forEach(each -> notes.accept("follows from nothing: " + each));
    verdict.changed().forEach(each -> notes.accept("should have been: " + each));
    verdict.withoutAction().forEach(each -> notes.accept("nothing happened to " + each));
    strays.found().forEach(each -> notes.accept("frames were in " + each));
    if (!accounted) {
      notes.accept(
          "sent "
              + visitors.sent()
              + ", unknown "
              + visitors.unsent()
              + ", "
              + account
              + ", told "
              + told);
    }
    if (!searchWorks) {
      notes.accept("frames were not even found where they belong: the search is worth nothing");
    }
  }

  private static void await(String what, Duration patience, BooleanSupplier there)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!there.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(what + " did not come in " + patience.toSeconds() + " s");
      }
      Thread.sleep(20);
    }
  }

  private static Signals signals(byte[] value) {
    try {
      return SignalsJson.read(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
