package io.livegate.job;

import static io.livegate.job.Platform.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.local.LocalFlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code config/alerts.yaml} and {@code config/grafana-dashboard.json} against what a running job
 * exports. Where there is a Prometheus it scrapes the job, and whatever the alerts warn of is made
 * to happen; only their windows and patience are shortened, from minutes to seconds.
 */
@Timeout(900)
class AlertsIT {

  private static final Path CONFIG = Path.of("..", "config");
  private static final Pattern EXPORTED = Pattern.compile("flink_\\w+");

  /** A loaded machine causes these by itself, before the test does. */
  private static final Set<String> OF_A_LOADED_MACHINE =
      Set.of("DecisionsLate", "ReadingLate", "ProbeLate", "ActionsNotCarriedOut");

  /** A single frame lets a person in, so that one that waited long is a late decision by itself. */
  private static final String POLICY =
      Platform.POLICY.replace(
          "atLeast: 0.5, hits: 5, of: 6, within", "atLeast: 0.5, hits: 1, of: 1, within");

  @TempDir Path folder;

  private long seq;
  private int nextSession = 2000;

  private static PipelineConfig config(int port) {
    return PipelineConfigParser.parse(
        """
        sampling: {gatePerSecond: 200, gateDuration: 10m}
        scheduler: {workers: 1, capacity: 32, maxFrameAge: 1m, maxWait: 1m}
        checkpoint: {interval: 200ms, parallelism: 2, restartDelay: 12s}
        policy: {breaker: {minimum: 10}}
        metrics: {prometheusPort: %d}
        operations: {probe: {interval: 1s, patience: 5s}, acks: {timeout: 8s}}
        """
            .formatted(port),
        "alerts");
  }

  @Test
  void rulesAndDashboardNameOnlyWhatTheJobExports() throws Exception {
    int port = Prometheus.freePort();
    try (PipelineFixture pipeline = PipelineFixture.probed(config(port), POLICY)) {
      int first = nextSession;
      feed(pipeline, 1, FakeJudge.PERSON, () -> pipeline.typesOf(session(first)).size() > 0);
      Set<String> exported = named(Prometheus.scrape(port));

      assertThat(exported).isNotEmpty().containsAll(named(text("alerts.yaml")));
      JsonNode dashboard = new ObjectMapper().readTree(text("grafana-dashboard.json"));
      assertThat(dashboard.path("panels")).isNotEmpty();
      for (JsonNode panel : dashboard.path("panels")) {
        assertThat(panel.path("targets")).as("%s", panel.path("title")).isNotEmpty();
        for (JsonNode target : panel.path("targets")) {
          assertThat(named(target.path("expr").asText()))
              .as("%s", panel.path("title"))
              .isNotEmpty()
              .isSubsetOf(exported);
        }
      }
    }
  }

  @Test
  void everyAlertFiresWhenItsCauseIsThereAndNoneWithout() throws Exception {
    assumeTrue(
        Prometheus.isInstalled(),
        "no prometheus on this machine (apt-get install prometheus): alerts are not seen to fire");
    int port = Prometheus.freePort();
    int careless = Prometheus.freePort();
    try (Prometheus prometheus =
        new Prometheus(folder, hurried(text("alerts.yaml")), List.of(port, careless))) {
      JobFixture.await("nothing runs", () -> prometheus.fired().contains("LivegateGone"));
      try (LocalFlink other = LocalFlink.start(config(careless));
          PipelineFixture pipeline = PipelineFixture.probed(config(port), POLICY)) {
        var unused = other.submit(CarelessJob.graph());
        pipeline.acking = true;
        Set<String> expected =
            new TreeSet<>(
                Set.of("LivegateGone", "LaneUnavailable", "FramesUnaccounted", "CheckpointOld"));
        causedByPeople(pipeline, prometheus, expected);
        causedByFrames(pipeline, prometheus, expected);
        causedByFailures(pipeline, prometheus, expected);
        causedByThePlatform(pipeline, prometheus, expected);
        causedByTheProbe(pipeline, prometheus, expected);
        assertThat(expected).isEqualTo(alerts());
      }
    }
  }

  private void causedByPeople(
      PipelineFixture pipeline, Prometheus prometheus, Set<String> expected) {
    feedUntil(pipeline, 1, FakeJudge.PERSON, prometheus, expected);

    pipeline.publishPolicy("default", "id: bad");
    expected.add("PolicyRejected");
    feedUntil(pipeline, 1, FakeJudge.PERSON, prometheus, expected);

    FakeJudge.drift(true);
    expected.add("ModelDrift");
    feedUntil(pipeline, 1, FakeJudge.PERSON, prometheus, expected);
    FakeJudge.drift(false);

    // The fake judge has no models to exchange.
    pipeline.publishPolicy("/models/liveness", "{\"models\": [\"livegate-pad\"]}");
    expected.add("ModelsBehind");
    feedUntil(pipeline, 1, FakeJudge.PERSON, prometheus, expected);

    expected.addAll(Set.of("BreakerOpen", "EnforcementOff"));
    feedUntil(pipeline, 40, FakeJudge.NOBODY, prometheus, expected);
  }

  private void causedByFrames(
      PipelineFixture pipeline, Prometheus prometheus, Set<String> expected) {
    expected.add("FramesFailing");
    feedUntil(pipeline, 3, FakeJudge.BUG, prometheus, expected);
    FakeJudge.hang(true);
    pipeline.send(session(nextSession++), seq++, System.currentTimeMillis(), FakeJudge.HANGS);
    expected.add("WorkersStuck");
    feedUntil(pipeline, 1, FakeJudge.PERSON, prometheus, expected);
    FakeJudge.hang(false);
    expected.add("FramesUnreadable");
    feedUntil(pipeline, 3, FakeJudge.BAD_HEADER, prometheus, expected);
    expected.add("FramesShed");
    feedUntil(pipeline, 60, FakeJudge.SLOW, prometheus, expected);
  }

  /**
   * Two restarts, each so long that frames wait. Those of the first are decided late, those of the
   * second deleted meanwhile.
   */
  private void causedByFailures(
      PipelineFixture pipeline, Prometheus prometheus, Set<String> expected) throws Exception {
    restart(pipeline);
    burst(pipeline, 20);
    expected.addAll(Set.of("DecisionsLate", "ReadingLate"));
    feedUntil(pipeline, 1, FakeJudge.PERSON, prometheus, expected);

    restart(pipeline);
    Thread.sleep(1_000);
    burst(pipeline, 200);
    deleteAll(pipeline);
    burst(pipeline, 400);
    expected.addAll(Set.of("JobRestarting", "FramesLostUnread"));
    feedUntil(pipeline, 1, FakeJudge.PERSON, prometheus, expected);
  }

  /** It carries out nothing that it is told: the garbage it sends instead harms nobody. */
  private void causedByThePlatform(
      PipelineFixture pipeline, Prometheus prometheus, Set<String> expected) {
    for (String breaker : List.of("/breaker", "/breaker/tenant")) {
      pipeline.publishPolicy(breaker, "{\"mode\": \"enforce\", \"reason\": \"a test\"}");
    }
    pipeline.acking = false;
    pipeline.sendRaw(pipeline.livegate.topics().acks(), null, Platform.utf8("no json"));
    expected.add("ActionsNotCarriedOut");
    feedUntil(pipeline, 20, FakeJudge.PERSON, prometheus, expected);
  }

  /** A judge that sees somebody on the wall, then one that comes to no answer. */
  private void causedByTheProbe(
      PipelineFixture pipeline, Prometheus prometheus, Set<String> expected) {
    FakeJudge.seeOnTheWall(FakeJudge.PERSON);
    expected.add("ProbeWrong");
    feedUntil(pipeline, 1, FakeJudge.PERSON, prometheus, expected);
    FakeJudge.seeOnTheWall(FakeJudge.BUG);
    expected.add("ProbeLate");
    feedUntil(pipeline, 1, FakeJudge.PERSON, prometheus, expected);
    FakeJudge.seeOnTheWall(FakeJudge.NOBODY);
  }

  private void restart(PipelineFixture pipeline) {
    FakeJudge.armFatal(1);
    feed(pipeline, 1, FakeJudge.FATAL, () -> FakeJudge.fatalLeft() == 0);
  }

  /** Frames of new sessions, at once. */
  private void burst(PipelineFixture pipeline, int frames) {
    for (int i = 0; i < frames; i++) {
      long now = System.currentTimeMillis();
      pipeline.send(session(nextSession + i % 20), seq++, now, FakeJudge.PERSON);
    }
    nextSession += 20;
    pipeline.publisher.flush();
  }

  /** As the broker does with frames older than the retention. */
  private static void deleteAll(PipelineFixture pipeline) throws Exception {
    try (Admin admin = Admin.create(pipeline.clients())) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      for (int partition = 0; partition < 4; partition++) {
        latest.put(
            new TopicPartition(pipeline.livegate.topics().frames(), partition),
            OffsetSpec.latest());
      }
      Map<TopicPartition, RecordsToDelete> upTo = new HashMap<>();
      admin
          .listOffsets(latest)
          .all()
          .get()
          .forEach((p, end) -> upTo.put(p, RecordsToDelete.beforeOffset(end.offset())));
      admin.deleteRecords(upTo).all().get();
    }
  }

  /** Frames of so many new sessions, and of some that are always there, until it has happened. */
  private void feed(PipelineFixture pipeline, int sessions, int what, BooleanSupplier until) {
    int first = nextSession;
    nextSession += sessions;
    pipeline.await(
        () -> {
          for (int s = 1000; s < 1004; s++) {
            pipeline.send(session(s), seq++, System.currentTimeMillis(), FakeJudge.PERSON);
          }
          for (int s = first; s < first + sessions; s++) {
            pipeline.send(session(s), seq++, System.currentTimeMillis(), what);
          }
          return until.getAsBoolean();
        });
  }

  /** Until these alerts have fired, and no others that the machine is not to blame for. */
  private void feedUntil(
      PipelineFixture pipeline,
      int sessions,
      int what,
      Prometheus prometheus,
      Set<String> expected) {
    long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
    feed(
        pipeline,
        sessions,
        what,
        () -> prometheus.fired().containsAll(expected) || System.nanoTime() > deadline);
    Set<String> permitted = new TreeSet<>(expected);
    permitted.addAll(OF_A_LOADED_MACHINE);
    assertThat(prometheus.fired()).containsAll(expected).isSubsetOf(permitted);
  }

  private static String text(String file) throws IOException {
    return Files.readString(CONFIG.resolve(file));
  }

  private static String hurried(String rules) {
    return rules
        .replaceAll("for: \\w+", "for: 2s")
        .replace("[5m]", "[30s]")
        .replace("probeAgeSeconds) > 60", "probeAgeSeconds) > 6")
        .replaceAll("\\[(10|15|30)m]", "[60s]")
        // A slow machine takes longer than that from one restart to the next.
        .replace("numRestarts[60s]", "numRestarts[30m]");
  }

  private static Set<String> named(String text) {
    return new TreeSet<>(EXPORTED.matcher(text).results().map(m -> m.group()).toList());
  }

  private static Set<String> alerts() throws IOException {
    List<String> names = new ArrayList<>();
    JsonNode rules = new ObjectMapper(new YAMLFactory()).readTree(text("alerts.yaml"));
    rules.path("groups").get(0).path("rules").forEach(r -> names.add(r.path("alert").asText()));
    return new TreeSet<>(names);
  }
}
