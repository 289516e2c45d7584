package io.livegate.job;

import static io.livegate.job.Platform.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.frame.SessionKey;
import io.livegate.job.config.PipelineConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Settings published while sessions run, and found again after a restart. */
@Timeout(600)
class LiveSettingsIT {

  private static final String LIVE =
      """
      time: broker
      sampling: {gatePerSecond: 20, gateDuration: 10m, looksPerSecond: 0}
      checkpoint: {interval: 200ms, parallelism: 2}
      scheduler: {maxFrameAge: 1m, maxWait: 1m}
      """;

  @TempDir Path folder;

  private long seq;

  @Test
  void whatIsPublishedHoldsForRunningSessionsAndAfterARestart() throws Exception {
    try (JobFixture jobs = new JobFixture(folder)) {
      PipelineConfig config = jobs.config("settings", LIVE);
      try (Platform platform = jobs.platform(config)) {
        jobs.start(config, FakeJudge.factory(), JobFixture.Between.NOTHING, null);
        awaitJudged(platform, session(1), 20);

        platform.publishPolicy("/settings", "sampling: {gatePerSecond: 0}\nlanes: {face: 1}");
        platform.publishPolicy("/settings/tenant", "sampling: {gatePerSecond: 0.1}");
        platform.await(() -> settings(platform).size() == 2);
        assertThat(settings(platform))
            .extracting(event -> event.path("type").asText())
            .containsExactly("io.livegate.settings.rejected", "io.livegate.settings.applied");
        assertThat(settings(platform).get(0).path("data").path("problems")).hasSize(2);
        Thread.sleep(2_000);
        assertThat(judgedInAWhile(platform, session(1))).as("a running session").isLessThan(10);

        jobs.cancel();
        jobs.start(config, FakeJudge.factory(), JobFixture.Between.NOTHING, null);
        assertThat(judgedInAWhile(platform, session(2))).as("after a restart").isBetween(1L, 10L);
        awaitJudged(platform, new SessionKey("other", "session 3"), 20);

        platform.publishPolicy("/settings/tenant", null);
        platform.await(() -> settings(platform).stream().anyMatch(LiveSettingsIT::isWithdrawal));
        awaitJudged(platform, session(2), 20);
        jobs.cancel();
      }
    }
  }

  private static boolean isWithdrawal(JsonNode event) {
    return event.path("data").path("withdrawn").asBoolean();
  }

  private static List<JsonNode> settings(Platform platform) {
    return platform.events.getOrDefault("policy", List.of()).stream()
        .filter(event -> event.path("type").asText().startsWith("io.livegate.settings"))
        .toList();
  }

  /** Sends frames until this many of them have been judged. */
  private void awaitJudged(Platform platform, SessionKey key, long judged) {
    platform.await(
        () -> {
          platform.send(key, seq++, System.currentTimeMillis(), FakeJudge.PERSON);
          return judgedOf(platform, key) >= judged;
        });
  }

  /** How many of the frames of two seconds and more are judged. */
  private long judgedInAWhile(Platform platform, SessionKey key) throws InterruptedException {
    long before = judgedOf(platform, key);
    for (int i = 0; i < 40; i++) {
      platform.send(key, seq++, System.currentTimeMillis(), FakeJudge.PERSON);
      Thread.sleep(50);
    }
    platform.drain(Duration.ofSeconds(2));
    return judgedOf(platform, key) - before;
  }

  private static long judgedOf(Platform platform, SessionKey key) {
    return platform.signals.stream()
        .filter(signals -> signals.path("session").asText().equals(key.session()))
        .count();
  }
}
