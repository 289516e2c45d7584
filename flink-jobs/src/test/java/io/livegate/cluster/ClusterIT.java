package io.livegate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.cluster.ClusterState.Member;
import io.livegate.cluster.ClusterState.Role;
import io.livegate.job.FakeJudge;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster of real processes under {@code kill -9}. Each session collects some of the evidence
 * that admits it before the blow and the rest after it; of what is remembered the first must be
 * from before.
 */
@Timeout(600)
class ClusterIT {

  /** Far from what admission asks for: it takes a while to be heard of. */
  private static final int BEFORE = 10;

  private static final String POLICY =
      """
      id: test
      version: 1
      mode: enforce
      gate: {timeout: 60s, onTimeout: review}
      rules:
        - id: let-in
          phase: gate
          when: [{signal: liveness.live, atLeast: 0.5, hits: 50, of: 64, within: 10m}]
          effect: admit
          verdict: LIVE
      """;

  private static final String CONFIG =
      """
      sampling: {gatePerSecond: 200, watchPerSecond: 200}
      scheduler: {workers: 1}
      kafka: {partitions: 4}
      checkpoint: {interval: 300ms, restarts: 1000, restartDelay: 200ms, parallelism: 2}
      recurrence: {enabled: false}
      operations: {probe: {interval: 0s}}
      """;

  @TempDir static Path folder;

  private static LocalCluster cluster;
  private static ClusterState started;
  private static FlinkClient flink;

  @BeforeAll
  static void start() throws InterruptedException {
    cluster = new LocalCluster(folder.resolve("cluster"));
    started = cluster.start(new ClusterPlan(2, 2, 256, 8000, null, 0), false);
    flink = new FlinkClient(started.restAddress());
  }

  @AfterAll
  static void stop() throws InterruptedException {
    flink.close();
    cluster.stop(false);
    assertThat(folder.resolve("cluster")).doesNotExist();
    assertThat(Path.of(started.storage())).doesNotExist();
    assertThat(started.members()).noneMatch(Member::isAlive);
  }

  @AfterEach
  void cancel_what_runs() throws InterruptedException {
    for (FlinkClient.Job job : flink.jobs()) {
      if (!job.isOver()) {
        flink.cancel(job.id());
      }
    }
  }

  @Test
  void a_killed_task_manager_costs_no_evidence_and_no_event() throws InterruptedException {
    survives(Role.TASK_MANAGER, "-taskmanager");
  }

  @Test
  void a_killed_job_manager_costs_no_evidence_and_no_event() throws InterruptedException {
    survives(Role.JOB_MANAGER, "-jobmanager");
  }

  @Test
  void a_killed_broker_costs_no_evidence_and_no_event() throws InterruptedException {
    survives(Role.BROKER, "-broker");
  }

  @Test
  void goes_on_from_a_savepoint_with_twice_as_many_tasks() throws InterruptedException {
    PipelineConfig config = config("-rescaled");
    String first = submit(config.withParallelism(2), "");
    try (Crowd crowd = new Crowd(config, 6)) {
      crowd.sendUntilJudged(BEFORE);
      String savepoint =
          flink.stopWithSavepoint(
              first, folder.resolve("savepoints").toUri().toString(), Duration.ofMinutes(1));
      long stopped = System.currentTimeMillis();

      submit(config.withParallelism(4), savepoint);
      crowd.sendUntilAdmitted();

      assertEvidenceFromBefore(stopped, crowd);
    }
  }

  private static void survives(Role role, String suffix) throws InterruptedException {
    PipelineConfig config = config(suffix);
    submit(config, "");
    try (Crowd crowd = new Crowd(config, 6)) {
      crowd.sendUntilJudged(BEFORE);
      Member victim = state().members(role).get(0);
      long killed = System.currentTimeMillis();
      assertThat(ProcessHandle.of(victim.pid()).orElseThrow().destroyForcibly()).isTrue();

      crowd.sendUntilAdmitted();

      assertEvidenceFromBefore(killed, crowd);
    }
    Member successor = state().members(role).get(0);
    assertThat(successor.restarts()).isEqualTo(1);
    assertThat(successor.isAlive()).isTrue();
  }

  /** Admitted once each, and partly on what was seen before. */
  private static void assertEvidenceFromBefore(long millis, Crowd crowd)
      throws InterruptedException {
    crowd.read(Duration.ofSeconds(2));
    assertThat(crowd.admissions()).hasSize(6);
    assertThat(crowd.admissions().values()).allSatisfy(all -> assertThat(all).hasSize(1));
    List<JsonNode> evidence =
        crowd.admissions().values().stream()
            .map(all -> all.get(0).path("data").path("evidence").path(0))
            .toList();
    assertThat(evidence)
        .allSatisfy(
            one -> {
              assertThat(one.path("firstMillis").asLong()).isBetween(1L, millis);
              assertThat(one.path("lastMillis").asLong()).isGreaterThan(millis);
            });
  }

  private static PipelineConfig config(String suffix) {
    return PipelineConfigParser.parse(CONFIG, "test")
        .withBootstrapServers(started.bootstrapServers())
        .named(suffix);
  }

  private static String submit(PipelineConfig config, String savepoint)
      throws InterruptedException {
    String job = new Deployment(flink).submit(config, FakeJudge.factory(), POLICY, savepoint);
    flink.awaitRunning(job, Duration.ofMinutes(4));
    return job;
  }

  private static ClusterState state() {
    return cluster.running().orElseThrow();
  }
}
