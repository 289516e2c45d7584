package io.livegate.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.cluster.ClusterState.Member;
import io.livegate.cluster.ClusterState.Role;
import io.livegate.local.BrokerSetup;
import io.livegate.local.FreePorts;
import io.livegate.local.Storage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process a started cluster leaves running: starts the others, starts each again when it ends,
 * and says in {@code cluster.json} what runs. It decides nothing else: what a job goes on from is
 * decided by Flink, out of the leader store. When it ends, however, everything ends.
 */
public final class Supervisor {

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration CLOSING = Duration.ofSeconds(3);

  private final ClusterFolder folder;
  private final ClusterPlan plan;
  private final Storage storage;
  private final LeaderStore leaders;
  private final String bootstrapServers;
  private final int restPort;
  private final long startedAtMillis = System.currentTimeMillis();
  private final List<Supervised> members = new ArrayList<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "supervise"));

  private Supervisor(ClusterFolder folder, ClusterPlan plan)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.plan = plan;
    this.storage = Storage.create();
    this.leaders = LeaderStore.start(storage.folder().resolve("leaders"));
    this.restPort = FreePorts.inARow(1);
    Jars jars = Jars.ofThisProcess();
    String outside = plan.bootstrapServers();
    if (outside == null) {
      BrokerSetup broker = BrokerSetup.onFreePorts(storage.folder());
      broker.format();
      this.bootstrapServers = broker.bootstrapServers();
      add(Role.BROKER, broker(broker, jars));
    } else {
      this.bootstrapServers = outside;
    }
    List<Path> classPath = new ArrayList<>(jars.flink());
    classPath.add(Jars.ofChild(folder.jars()));
    FlinkProcesses flink = new FlinkProcesses(folder, plan, classPath, leaders.address(), restPort);
    flink.writeSettings();
    add(Role.JOB_MANAGER, flink.jobManager());
    for (int i = 1; i <= plan.taskManagers(); i++) {
      add(Role.TASK_MANAGER, flink.taskManager(i));
    }
  }

  private void add(Role role, JavaProcess how) {
    members.add(new Supervised(role, how, folder, thread, this::write));
  }

  private static JavaProcess broker(BrokerSetup setup, Jars jars) {
    return new JavaProcess(
        "broker",
        jars.all(),
        List.of("-Xmx512m", "-XX:+UseG1GC"),
        Child.class.getName(),
        List.of("kafka.Kafka", setup.file().toString()),
        0);
  }

  /**
   * @param args the cluster's folder, with the plan in it
   */
  public static void main(String[] args) throws Exception {
    ClusterFolder folder = new ClusterFolder(Path.of(args[0]));
    try (FileChannel lock =
        FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (lock.tryLock() == null) {
        LOG.error("another supervisor keeps the cluster in {}", folder.path());
        System.exit(1);
      }
      ClusterPlan plan = new ObjectMapper().readValue(folder.plan().toFile(), ClusterPlan.class);
      Supervisor supervisor = new Supervisor(folder, plan);
      CountDownLatch ended = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    supervisor.end();
                    ended.countDown();
                  },
                  "end-cluster"));
      supervisor.thread.execute(() -> supervisor.members.forEach(Supervised::start));
      ended.await();
    }
  }

  private void write() {
    ProcessHandle self = ProcessHandle.current();
    Member me =
        new Member(
            "supervisor",
            Role.SUPERVISOR,
            self.pid(),
            startedAtMillis,
            0,
            folder.log("supervisor").toString(),
            0);
    ClusterState state =
        new ClusterState(
            me,
            bootstrapServers,
            "127.0.0.1:" + restPort,
            storage.folder().toString(),
            plan,
            members.stream().map(Supervised::member).toList());
    try {
      state.write(folder.path());
      PrometheusTargets.write(folder.path(), state.members());
    } catch (IOException e) {
      // The folder is gone from under it, or the disk is full: the processes go on.
      LOG.error("cannot write what runs to {}", folder.path(), e);
    }
  }

  /** In this order: a job that closes still needs its broker and its leader store. */
  private void end() {
    try {
      thread
          .submit(
              () -> {
                members.stream()
                    .filter(member -> member.member().role() == Role.TASK_MANAGER)
                    .forEach(member -> member.end(Duration.ZERO));
                members.stream()
                    .filter(member -> member.member().role() == Role.JOB_MANAGER)
                    .forEach(member -> member.end(CLOSING));
                members.forEach(member -> member.end(Duration.ZERO));
              })
          .get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      LOG.error("not all processes could be ended in order; they end with this one", e);
    }
    thread.shutdownNow();
    leaders.close();
    storage.close();
  }
}
