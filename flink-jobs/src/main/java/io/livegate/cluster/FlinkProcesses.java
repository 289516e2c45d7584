package io.livegate.cluster;

import io.livegate.job.metrics.PrometheusSettings;
import io.livegate.local.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.apache.flink.util.StringUtils;

/**
 * JobManager and TaskManagers as processes, without a Flink distribution: the settings file all of
 * them read, and each one's memory in full, as the distribution's scripts would work it out.
 */
final class FlinkProcesses {

  private static final String LOOPBACK = "127.0.0.1";

  /**
   * Loaded by the process and not by the job, also where somebody packs them into the job's jar.
   */
  private static final List<String> PARENT_FIRST =
      List.of("ai.onnxruntime", "org.bytedeco", "ai.djl", "io.livegate.model.runtime");

  private final ClusterFolder folder;
  private final List<Path> classPath;
  private final Configuration settings;
  private final int firstMetricsPort;

  /**
   * @param leaders address of the leader store
   */
  FlinkProcesses(
      ClusterFolder folder, ClusterPlan plan, List<Path> classPath, String leaders, int restPort) {
    this.folder = folder;
    this.classPath = classPath;
    this.settings = settings(folder, plan, leaders, restPort);
    this.firstMetricsPort =
        plan.metricsPort() == 0 ? FreePorts.inARow(1 + plan.taskManagers()) : plan.metricsPort();
  }

  /** Writes what all of them read. */
  void writeSettings() throws IOException {
    List<String> lines = new ArrayList<>();
    new TreeMap<>(settings.toMap())
        .forEach((key, value) -> lines.add(key + ": '" + value.replace("'", "''") + "'"));
    Files.write(folder.configuration().resolve("config.yaml"), lines);
  }

  JavaProcess jobManager() {
    JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(settings);
    List<String> options = words(JobManagerProcessUtils.generateJvmParametersStr(memory, settings));
    // It only coordinates: up soon matters more to it than fast code.
    options.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    List<String> arguments =
        new ArrayList<>(List.of(StandaloneSessionClusterEntrypoint.class.getName()));
    arguments.addAll(List.of("--configDir", folder.configuration().toString()));
    arguments.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
    arguments.addAll(metrics(firstMetricsPort));
    return new JavaProcess(
        "jobmanager", classPath, options, Child.class.getName(), arguments, firstMetricsPort);
  }

  /**
   * @param number from 1
   */
  JavaProcess taskManager(int number) {
    TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(settings);
    List<String> options = words(ProcessMemoryUtils.generateJvmParametersStr(memory));
    List<String> arguments = new ArrayList<>(List.of(TaskManagerRunner.class.getName()));
    arguments.addAll(List.of("--configDir", folder.configuration().toString()));
    arguments.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
    arguments.addAll(metrics(firstMetricsPort + number));
    return new JavaProcess(
        "taskmanager-" + number,
        classPath,
        options,
        Child.class.getName(),
        arguments,
        firstMetricsPort + number);
  }

  private static List<String> metrics(int port) {
    return List.of("-D", PrometheusSettings.portKey() + "=" + port);
  }

  /** Each pair of {@code -D key=value}, and each option, as a word of its own. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.split(" ", -1)) {
      if (!StringUtils.isNullOrWhitespaceOnly(word)) {
        words.add(word);
      }
    }
    return words;
  }

  private static Configuration settings(
      ClusterFolder folder, ClusterPlan plan, String leaders, int restPort) {
    Configuration settings = new Configuration();
    settings.set(JobManagerOptions.ADDRESS, LOOPBACK);
    settings.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    settings.set(JobManagerOptions.PORT, 0);
    settings.set(TaskManagerOptions.HOST, LOOPBACK);
    settings.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    settings.set(TaskManagerOptions.RPC_PORT, "0");
    settings.set(TaskManagerOptions.NUM_TASK_SLOTS, plan.slots());
    settings.set(RestOptions.ADDRESS, LOOPBACK);
    settings.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    settings.set(RestOptions.PORT, restPort);
    settings.set(RestOptions.BIND_PORT, Integer.toString(restPort));
    settings.set(WebOptions.SUBMIT_ENABLE, false);
    // So old may be what it says of a job.
    settings.set(WebOptions.REFRESH_INTERVAL, Duration.ofMillis(500));
    settings.set(CoreOptions.TMP_DIRS, folder.temporary("flink").toString());
    settings.set(BlobServerOptions.STORAGE_DIRECTORY, folder.temporary("blobs").toString());
    settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri(folder.checkpoints()));
    settings.set(CheckpointingOptions.SAVEPOINT_DIRECTORY, uri(folder.savepoints()));
    settings.set(CoreOptions.ALWAYS_PARENT_FIRST_LOADER_PATTERNS_ADDITIONAL, PARENT_FIRST);
    // Kafka's clients keep threads for a moment after a restart; they would be reported as leaks.
    settings.set(CoreOptions.CHECK_LEAKED_CLASSLOADER, false);
    memory(settings, plan);
    liveness(settings, plan.heartbeat(), leaders, folder);
    PrometheusSettings.addTo(settings);
    return settings;
  }

  private static void memory(Configuration settings, ClusterPlan plan) {
    settings.set(JobManagerOptions.JVM_HEAP_MEMORY, MemorySize.ofMebiBytes(384));
    settings.set(JobManagerOptions.OFF_HEAP_MEMORY, MemorySize.ofMebiBytes(128));
    settings.set(JobManagerOptions.JVM_METASPACE, MemorySize.ofMebiBytes(256));
    settings.set(JobManagerOptions.JVM_OVERHEAD_MIN, MemorySize.ofMebiBytes(192));
    settings.set(JobManagerOptions.JVM_OVERHEAD_MAX, MemorySize.ofMebiBytes(192));
    settings.set(TaskManagerOptions.CPU_CORES, (double) plan.slots());
    settings.set(
        TaskManagerOptions.TASK_HEAP_MEMORY, MemorySize.ofMebiBytes(plan.taskHeapMebibytes()));
    settings.set(TaskManagerOptions.FRAMEWORK_HEAP_MEMORY, MemorySize.ofMebiBytes(128));
    // Frames on their way to a model; the models' own memory is not counted by the JVM.
    settings.set(TaskManagerOptions.TASK_OFF_HEAP_MEMORY, MemorySize.ofMebiBytes(256));
    settings.set(TaskManagerOptions.FRAMEWORK_OFF_HEAP_MEMORY, MemorySize.ofMebiBytes(128));
    // State lives on the heap; what Flink would reserve for other backends is not needed.
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(1));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    settings.set(TaskManagerOptions.JVM_METASPACE, MemorySize.ofMebiBytes(256));
    settings.set(TaskManagerOptions.JVM_OVERHEAD_MIN, MemorySize.ofMebiBytes(256));
    settings.set(TaskManagerOptions.JVM_OVERHEAD_MAX, MemorySize.ofMebiBytes(256));
  }

  /** How the death of one is noticed, and where its successor finds what it was doing. */
  private static void liveness(
      Configuration settings, Duration heartbeat, String leaders, ClusterFolder folder) {
    settings.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, heartbeat);
    settings.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, heartbeat.dividedBy(5));
    settings.set(HighAvailabilityOptions.HA_MODE, "zookeeper");
    settings.set(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM, leaders);
    settings.set(HighAvailabilityOptions.HA_STORAGE_PATH, uri(folder.recovery()));
    settings.set(HighAvailabilityOptions.HA_CLUSTER_ID, "livegate");
    // A killed JobManager leads until this is over.
    settings.set(HighAvailabilityOptions.ZOOKEEPER_SESSION_TIMEOUT, heartbeat);
    settings.set(HighAvailabilityOptions.ZOOKEEPER_CONNECTION_TIMEOUT, heartbeat);
    settings.set(SecurityOptions.ZOOKEEPER_SASL_DISABLE, true);
    settings.set(HighAvailabilityOptions.ZOOKEEPER_RETRY_WAIT, Duration.ofMillis(500));
    settings.set(HighAvailabilityOptions.ZOOKEEPER_MAX_RETRY_ATTEMPTS, 20);
    settings.set(HighAvailabilityOptions.ZOOKEEPER_TOLERATE_SUSPENDED_CONNECTIONS, true);
  }

  private static String uri(Path path) {
    return path.toUri().toString();
  }
}
