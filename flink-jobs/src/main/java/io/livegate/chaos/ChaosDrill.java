package io.livegate.chaos;

import io.livegate.cluster.ClusterPlan;
import io.livegate.cluster.ClusterState;
import io.livegate.cluster.Deployment;
import io.livegate.cluster.FlinkClient;
import io.livegate.cluster.LocalCluster;
import io.livegate.drill.Pictures;
import io.livegate.ingest.source.SourceException;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.judge.FrameJudgeFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Runs the system in processes of its own under load, kills them one after the other, and compares
 * in the end.
 */
public final class ChaosDrill {

  /** Two of one slot, so that each has work and its death is felt. */
  private static final int TASK_MANAGERS = 2;

  private static final int HEAP_MEBIBYTES = 512;
  private static final long HEARTBEAT_MILLIS = 4_000;
  private static final int SESSIONS = 9;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Settings settings;
  private final Consumer<String> notes;
  private final String marker = "livegate-drill-" + UUID.randomUUID();

  /**
   * What to do.
   *
   * @param folder for the cluster; empty or not there, and emptied in the end
   * @param media folders or files with videos, may be empty
   * @param kills 1 and up
   * @param seed of everything that is drawn
   */
  public record Settings(
      PipelineConfig config,
      FrameJudgeFactory judges,
      Path folder,
      List<Path> media,
      int kills,
      long seed) {
    public Settings {
      media = List.copyOf(media);
    }
  }

  /**
   * @param notes takes a line about each kill and each broken promise
   */
  public ChaosDrill(Settings settings, Consumer<String> notes) {
    this.settings = settings;
    this.notes = notes;
  }

  /**
   * @throws IllegalStateException if the system does not come up, or not again, saying why
   * @throws SourceException if the media cannot be read
   */
  public DrillResult run() throws InterruptedException, SourceException {
    Pictures pictures = Pictures.withMarker(marker, settings.media());
    LocalCluster cluster = new LocalCluster(settings.folder());
    ClusterPlan plan = new ClusterPlan(TASK_MANAGERS, 1, HEAP_MEBIBYTES, HEARTBEAT_MILLIS, null, 0);
    boolean done = false;
    try {
      ClusterState state = cluster.start(plan, false);
      PipelineConfig config =
          DrillConfig.of(settings.config(), TASK_MANAGERS)
              .withBootstrapServers(state.bootstrapServers());
      String job = submit(state, config);
      notes.accept("the job runs; " + SESSIONS + " sessions at any time");
      try (Follower follower = new Follower(config);
          Visitors visitors = new Visitors(config, pictures, follower, SESSIONS, settings.seed())) {
        DrillResult result =
            new DrillRun(settings, cluster, config, follower, visitors, job, marker, notes).run();
        done = result.holds();
        return result;
      }
    } finally {
      cluster.stop(!done);
      if (!done) {
        notes.accept("the processes' logs are in " + cluster.folder().resolve("logs"));
      }
    }
  }

  private String submit(ClusterState state, PipelineConfig config) throws InterruptedException {
    try (FlinkClient flink = new FlinkClient(state.restAddress())) {
      String job =
          new Deployment(flink).submit(config, settings.judges(), DrillConfig.policy(), "");
      flink.awaitRunning(job, PATIENCE);
      return job;
    }
  }
}
