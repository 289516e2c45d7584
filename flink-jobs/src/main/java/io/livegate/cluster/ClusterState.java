package io.livegate.cluster;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * What runs, as the supervisor writes it to {@code cluster.json} at every change.
 *
 * @param supervisor the process that keeps the others up; when it ends they all do
 * @param bootstrapServers the Kafka the cluster works with
 * @param restAddress {@code host:port} of the JobManager's REST interface
 * @param storage folder of the broker's log, in memory where there is some; empty without a broker
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ClusterState(
    Member supervisor,
    String bootstrapServers,
    String restAddress,
    String storage,
    ClusterPlan plan,
    List<Member> members) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "cluster.json";

  public ClusterState {
    members = List.copyOf(members);
  }

  /** What a process is there for. */
  public enum Role {
    SUPERVISOR,
    BROKER,
    JOB_MANAGER,
    TASK_MANAGER
  }

  /**
   * A process.
   *
   * @param name {@code taskmanager-1}
   * @param pid of the process that runs now; 0 while it is being started again
   * @param startedAtMillis epoch
   * @param restarts how often it was started again after its end
   * @param log where it writes
   * @param metricsPort where it serves Prometheus; 0: it does not
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Member(
      String name,
      Role role,
      long pid,
      long startedAtMillis,
      int restarts,
      String log,
      int metricsPort) {

    /** {@code host:port} for Prometheus. */
    public String metricsAddress() {
      return "127.0.0.1:" + metricsPort;
    }

    /** Whether a process of that number lives that is not younger than this one. */
    public boolean isAlive() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(
              process ->
                  process
                      .info()
                      .startInstant()
                      .map(at -> at.toEpochMilli() <= startedAtMillis + 10_000)
                      .orElse(true))
          .isPresent();
    }
  }

  /** The members of one role. */
  public List<Member> members(Role role) {
    return members.stream().filter(member -> member.role() == role).toList();
  }

  /** The state in a cluster's folder; empty where there is no cluster. */
  public static Optional<ClusterState> read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(file), ClusterState.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException(
          file
              + " does not say what runs: "
              + e.getMessage()
              + "; end the processes it was written for and delete it",
          e);
    }
  }

  /** Written beside and moved, so that nobody reads half of it. */
  void write(Path folder) throws IOException {
    Path fresh = folder.resolve(FILE + ".new");
    Files.write(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    Files.move(fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }
}
