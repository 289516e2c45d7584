package io.livegate.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.cluster.ClusterState.Member;
import io.livegate.cluster.ClusterState.Role;
import io.livegate.local.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Starts and ends the cluster of a folder, and says whether it is up. The cluster itself lives in
 * processes of its own.
 */
public final class LocalCluster {

  private static final Duration STARTING = Duration.ofMinutes(3);
  private static final Duration ENDING = Duration.ofSeconds(40);
  private static final int HOPELESS_RESTARTS = 3;

  private final ClusterFolder folder;

  public LocalCluster(Path folder) {
    this.folder = new ClusterFolder(folder);
  }

  public Path folder() {
    return folder.path();
  }

  /** What runs, or ran until its supervisor was killed; empty where nothing was started. */
  public Optional<ClusterState> state() {
    return ClusterState.read(folder.path());
  }

  /** The state of a cluster whose supervisor lives. */
  public Optional<ClusterState> running() {
    return state().filter(state -> state.supervisor().isAlive());
  }

  /**
   * Starts it and waits until it takes jobs; one that runs already is left as it is.
   *
   * @param lasting whether it goes on when this process ends
   * @throws IllegalStateException if it does not come up, with what its processes said; nothing but
   *     their logs is left then
   */
  public ClusterState start(ClusterPlan plan, boolean lasting) throws InterruptedException {
    Optional<ClusterState> there = running();
    if (there.isPresent()) {
      return there.get();
    }
    stop(false);
    if (plan.metricsPort() > 0) {
      FreePorts.check("--metrics-port", plan.metricsPort(), 1 + plan.taskManagers());
    }
    try {
      Process supervisor = launch(plan, lasting);
      return awaitUp(plan, supervisor);
    } catch (IOException e) {
      stop(true);
      throw new IllegalStateException(
          "no cluster can be started in " + folder.path() + ": " + e.getMessage(), e);
    } catch (IllegalStateException e) {
      stop(true);
      throw e;
    }
  }

  private Process launch(ClusterPlan plan, boolean lasting) throws IOException {
    folder.create();
    new ObjectMapper().writeValue(folder.plan().toFile(), plan);
    Jars jars = Jars.ofThisProcess().withOwnModulesIn(folder.jars());
    String main = Supervisor.class.getName();
    String where = folder.path().toString();
    JavaProcess how =
        new JavaProcess(
            "supervisor",
            jars.all(),
            List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
            lasting ? main : Child.class.getName(),
            lasting ? List.of(where) : List.of(main, where),
            0);
    Files.createDirectories(folder.temporary("supervisor"));
    ProcessBuilder builder = how.builder(folder);
    if (lasting) {
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      ownSession(builder);
    }
    return builder.start();
  }

  /** Neither Ctrl-C nor the end of a terminal reaches it then. */
  private static void ownSession(ProcessBuilder builder) {
    Path setsid = Path.of("/usr/bin/setsid");
    if (Files.isExecutable(setsid)) {
      builder.command().add(0, setsid.toString());
    }
  }

  private ClusterState awaitUp(ClusterPlan plan, Process supervisor) throws InterruptedException {
    long deadline = System.nanoTime() + STARTING.toNanos();
    while (System.nanoTime() < deadline) {
      if (!supervisor.isAlive()) {
        throw new IllegalStateException(
            "the supervisor ended with " + supervisor.exitValue() + said("supervisor"));
      }
      ClusterState state = state().orElse(null);
      if (state != null) {
        for (Member member : state.members()) {
          if (member.restarts() >= HOPELESS_RESTARTS) {
            throw new IllegalStateException(
                member.name() + " ends each time it is started" + said(member.name()));
          }
        }
        if (brokerAnswers(state) && hasSlots(plan, state)) {
          return state;
        }
      }
      Thread.sleep(250);
    }
    throw new IllegalStateException(
        "the cluster is not up after "
            + STARTING.toSeconds()
            + " s; its logs are in "
            + folder.log("x").getParent());
  }

  private static boolean brokerAnswers(ClusterState state) throws InterruptedException {
    if (state.members(Role.BROKER).isEmpty()) {
      return true; // somebody else's; whoever deploys a job will see
    }
    Properties properties = new Properties();
    properties.put("bootstrap.servers", state.bootstrapServers());
    try (Admin admin = Admin.create(properties)) {
      return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    }
  }

  private static boolean hasSlots(ClusterPlan plan, ClusterState state)
      throws InterruptedException {
    try (FlinkClient flink = new FlinkClient(state.restAddress())) {
      return flink.slots() >= plan.taskManagers() * plan.slots();
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** The last lines a process left, to be put behind a message. */
  private String said(String process) {
    for (Path file : List.of(folder.output(process), folder.log(process))) {
      try (Stream<String> lines = Files.lines(file)) {
        List<String> all = lines.filter(line -> !line.isBlank()).toList();
        if (!all.isEmpty()) {
          return "; the end of "
              + file
              + ":\n  "
              + String.join("\n  ", all.subList(Math.max(0, all.size() - 5), all.size()));
        }
      } catch (IOException e) {
        // it got nowhere near writing
      }
    }
    return " and said nothing";
  }

  /**
   * Ends everything and deletes what it left: processes, the broker's log, checkpoints; not the
   * savepoints. Where nothing runs this tidies up after a cluster that was killed.
   *
   * @return whether anything ran
   */
  public boolean stop(boolean keepLogs) throws InterruptedException {
    ClusterState state = state().orElse(null);
    boolean ran = false;
    if (state != null) {
      ran = end(state.supervisor(), true);
      // They end with it; where it was killed and one hangs, this is for that one.
      for (Member member : state.members()) {
        ran |= end(member, false);
      }
      ClusterFolder.delete(Path.of(state.storage()));
    }
    folder.clear(keepLogs);
    return ran;
  }

  private static boolean end(Member member, boolean politely) throws InterruptedException {
    if (member.pid() == 0 || !member.isAlive()) {
      return false;
    }
    ProcessHandle process = ProcessHandle.of(member.pid()).orElse(null);
    if (process == null) {
      return false;
    }
    try {
      if (politely) {
        process.destroy();
        process.onExit().get(ENDING.toSeconds(), TimeUnit.SECONDS);
        return true;
      }
    } catch (ExecutionException | TimeoutException e) {
      // by force, then
    }
    process.destroyForcibly();
    return Objects.nonNull(process);
  }
}
