package io.livegate.job;

import static io.livegate.job.Platform.session;
import static io.livegate.job.swap.TinyModels.BLUE;
import static io.livegate.job.swap.TinyModels.LOST;
import static io.livegate.job.swap.TinyModels.RED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.image.Image;
import io.livegate.image.JpegEncoder;
import io.livegate.job.JobFixture.Between;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.judge.LaneFrameJudges;
import io.livegate.job.swap.ModelPlan;
import io.livegate.job.swap.TinyModels;
import io.livegate.model.runtime.Models;
import io.livegate.signal.FrameFate;
import io.livegate.signal.Lane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Models exchanged while sessions are judged: the real judge, on models that tell colours. */
@Timeout(600)
class ModelSwapIT {

  private static final String LIVE =
      """
      time: broker
      sampling: {gatePerSecond: 50, gateDuration: 10m, looksPerSecond: 0}
      checkpoint: {interval: 200ms, parallelism: 2}
      recurrence: {enabled: false}
      """;

  private static final String POLICY =
      """
      id: colours
      version: 1
      mode: enforce
      gate: {timeout: 1s, onTimeout: admit-watched}
      rules:
        - id: warned
          phase: any
          when: [{signal: content.explicit, atLeast: 0.5, hits: 3, of: 4, within: 5s}]
          effect: warn
          verdict: EXPLICIT
          cooldown: 1s
      """;

  private static final int SESSIONS = 6;

  /** Red and blue alike: whichever model looks, it is explicit. */
  private static final byte[] PURPLE = picture();

  @TempDir Path folder;

  private long seq;
  private long sent;

  @Test
  void tenExchangesUnderLoadLoseNoFrameAndEveryDecisionNamesWhoJudged() throws Exception {
    TinyModels tiny = new TinyModels(folder.resolve("models"));
    int loadedBefore = Models.loaded();
    try (JobFixture jobs = new JobFixture(folder)) {
      PipelineConfig config = jobs.config("swap", LIVE + tiny.config(RED, BLUE, LOST));
      try (Platform platform = jobs.platform(config)) {
        jobs.start(config, new LaneFrameJudges(), Between.NOTHING, null);
        platform.publishPolicy("default", POLICY);
        awaitJudgedBy(platform, RED);
        int loaded = Models.loaded();

        for (int i = 0; i < 10; i++) {
          String next = i % 2 == 0 ? BLUE : RED;
          publish(platform, "{\"models\": [\"" + next + "\"]}");
          awaitJudgedBy(platform, next);
        }
        assertThat(Models.loaded()).as("one for one").isEqualTo(loaded);

        publish(platform, "{\"models\": [\"" + LOST + "\"]}");
        platform.await(() -> models(platform, "rejected").size() == 1);
        assertThat(models(platform, "rejected").get(0).path("data").path("problems").toString())
            .contains(LOST, "no such file");
        load(platform);
        assertThat(judgedBy(platform).get(LOST)).isNull();

        publish(
            platform,
            "{\"models\": [\"tiny-red\"], \"candidate\": {\"stage\": \"canary\", "
                + "\"share\": 0.5, \"models\": [\"tiny-blue\"]}}");
        platform.await(() -> models(platform, "applied").size() == 11);
        String savepoint = jobs.stopWithSavepoint();
        platform.drain(Duration.ofSeconds(1));
        int before = platform.signals.size();
        jobs.start(config, new LaneFrameJudges(), Between.NOTHING, savepoint);
        platform.await(
            () -> {
              load(platform);
              return platform.signals.size() > before + 50;
            });
        assertCanaries(platform.signals.subList(before, platform.signals.size()));

        assertAccount();
        assertDecisionsNameWhoJudged(platform);
        jobs.cancel();
      }
    }
    assertThat(Models.loaded()).as("nothing stays loaded").isEqualTo(loadedBefore);
  }

  /** Which models a session is judged by after a restart follows from its name alone. */
  private static void assertCanaries(List<JsonNode> records) {
    Set<String> seen = new TreeSet<>();
    for (JsonNode record : records) {
      String session = record.path("session").asText();
      double place = ModelPlan.place(Lane.CONTENT, new SessionKey("tenant", session));
      String expected = place < 0.5 ? BLUE : RED;
      assertThat(model(record)).as(session).isEqualTo(expected);
      seen.add(expected);
    }
    assertThat(seen).containsExactly(BLUE, RED);
  }

  /** Sends until every session has been judged by this model. */
  private void awaitJudgedBy(Platform platform, String model) {
    Map<String, Integer> already = judgedBy(platform);
    int wanted = already.getOrDefault(model, 0) + 10;
    platform.await(
        () -> {
          load(platform);
          return judgedBy(platform).getOrDefault(model, 0) >= wanted
              && model.equals(model(platform.signals.get(platform.signals.size() - 1)));
        });
  }

  /** A frame of each session. */
  private void load(Platform platform) {
    for (int s = 0; s < SESSIONS; s++) {
      FrameHeader header =
          FrameHeader.of(
              session(s), RecordKind.FRAME, seq, System.currentTimeMillis(), "image/jpeg");
      platform.send(new EncodedFrame(header, PURPLE));
      sent++;
    }
    seq++;
  }

  private static void publish(Platform platform, String plan) {
    platform.publishPolicy("/models/content", plan);
  }

  private static List<JsonNode> models(Platform platform, String what) {
    return platform.events.getOrDefault("policy", List.of()).stream()
        .filter(event -> event.path("type").asText().equals("io.livegate.models." + what))
        .toList();
  }

  private static Map<String, Integer> judgedBy(Platform platform) {
    Map<String, Integer> count = new HashMap<>();
    platform.signals.forEach(record -> count.merge(model(record), 1, Integer::sum));
    return count;
  }

  private static String model(JsonNode record) {
    for (JsonNode lane : record.path("lanes")) {
      if (lane.path("lane").asText().equals("CONTENT")) {
        assertThat(lane.path("models")).as("%s", record).hasSize(1);
        return lane.path("models").get(0).path("id").asText();
      }
    }
    throw new AssertionError("no content lane in " + record);
  }

  private void assertAccount() {
    JobFixture.await(
        "all frames have their fate",
        () ->
            TestMetrics.sum("livegate.framesReceived") >= sent
                && TestMetrics.sum("livegate.framesInFlight") == 0);
    assertThat(TestMetrics.sum("livegate.framesReceived")).isEqualTo(sent);
    assertThat(TestMetrics.sum("livegate.framesUnaccounted")).isZero();
    assertThat(TestMetrics.sum("fate." + name(FrameFate.FAILED) + ".frames")).isZero();
  }

  private static String name(FrameFate fate) {
    return fate.name().toLowerCase(Locale.ROOT);
  }

  /** The frame that a decision was made on is the one of its time. */
  private static void assertDecisionsNameWhoJudged(Platform platform) {
    Map<String, Set<String>> judges = new HashMap<>();
    platform.signals.forEach(
        record ->
            judges
                .computeIfAbsent(
                    record.path("session").asText() + record.path("atMillis"), k -> new TreeSet<>())
                .add(model(record)));
    Set<String> named = new TreeSet<>();
    for (int s = 0; s < SESSIONS; s++) {
      for (JsonNode event : platform.events.getOrDefault(session(s).session(), List.of())) {
        JsonNode data = event.path("data");
        if (data.path("effect").asText().equals("warn")) {
          String model = data.path("models").get(0).path("id").asText();
          String at = data.path("session").asText() + data.path("atMillis");
          assertThat(judges.get(at)).as("%s", event).contains(model);
          named.add(model);
        }
      }
    }
    assertThat(named).containsExactly(BLUE, RED);
  }

  private static byte[] picture() {
    byte[] bgr = new byte[160 * 120 * 3];
    for (int i = 0; i < bgr.length; i += 3) {
      bgr[i] = (byte) 220;
      bgr[i + 2] = (byte) 220;
    }
    return JpegEncoder.encode(new Image(160, 120, bgr, 1), 90);
  }
}
