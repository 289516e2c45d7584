package io.livegate.job;

import static io.livegate.job.PipelineFixture.session;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.frame.SessionKey;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.job.io.Topics;
import io.livegate.job.judge.JudgeRuntime;
import io.livegate.job.receive.FrameBuffers;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real path with a real broker and Flink; only the judge is fake. */
@Timeout(600)
class PipelineIT {

  private static final PipelineConfig MEDIA =
      PipelineConfigParser.parse(
          """
          time: media
          sampling: {gatePerSecond: 10, gateDuration: 60s}
          checkpoint: {interval: 200ms, parallelism: 2}
          """,
          "media");

  /** Nothing is stale, so that a restart costs only what it must. */
  private static final PipelineConfig LIVE =
      PipelineConfigParser.parse(
          """
          time: broker
          sampling: {gatePerSecond: 200, gateDuration: 60s}
          scheduler: {maxFrameAge: 1m, maxWait: 1m}
          checkpoint: {interval: 200ms, parallelism: 2, restartDelay: 100ms}
          """,
          "live");

  @Test
  void sessionsAreDecidedAndTheirSignalsAndEventsComeOut() {
    try (PipelineFixture pipeline = new PipelineFixture(MEDIA)) {
      SessionKey person = session(1);
      SessionKey nobody = session(2);
      for (int i = 0; i < 20; i++) {
        pipeline.send(person, i, 100L * i, FakeJudge.PERSON);
        pipeline.send(nobody, i, 100L * i, FakeJudge.NOBODY);
      }
      pipeline.end(person, 20, 2000);
      pipeline.end(nobody, 20, 2000);
      pipeline.awaitEnded(2);

      assertThat(pipeline.typesOf(person)).containsExactly("session.admitted", "session.ended");
      assertThat(pipeline.typesOf(nobody)).containsExactly("session.refused", "session.ended");
      JsonNode admitted = pipeline.events.get("session 1").get(0).path("data");
      assertThat(admitted.path("atMillis").asLong()).isEqualTo(400);
      assertThat(admitted.path("models").get(0).path("id").asText()).isEqualTo("fake");
      assertThat(pipeline.framesOf(person).path("judged").asLong()).isEqualTo(20);
      pipeline.await(() -> pipeline.signals.size() >= 42);
      assertThat(pipeline.signals).hasSize(42);
      assertThat(pipeline.livegate.unavailable()).hasSize(1);
    }
    assertThat(FrameBuffers.open()).isZero();
    assertThat(JudgeRuntime.open()).isZero();
  }

  @Test
  void everyFrameIsAccountedForWhateverIsWrongWithIt() {
    try (PipelineFixture pipeline = new PipelineFixture(MEDIA)) {
      SessionKey key = session(1);
      int[] frames = {
        FakeJudge.PERSON,
        FakeJudge.BROKEN_PIXELS,
        FakeJudge.BAD_HEADER,
        FakeJudge.BUG,
        FakeJudge.MISSING_LIBRARY,
        FakeJudge.PERSON
      };
      for (int i = 0; i < frames.length; i++) {
        pipeline.send(key, i, 100L * i, frames[i]);
      }
      pipeline.send(key, 5, 500, FakeJudge.PERSON); // the same number again
      pipeline.send(key, 6, 510, FakeJudge.PERSON); // sooner than the plan asks
      pipeline.send(PipelineFixture.frame(key, 7, 700, FakeJudge.PERSON, (4 << 20) + 1));
      sendWithoutHeaders(pipeline, key);
      pipeline.end(key, 8, 800);
      pipeline.send(key, 9, 900, FakeJudge.PERSON); // too late
      pipeline.end(key, 10, 1000); // said already
      pipeline.send(session(2), 0, 0, FakeJudge.PERSON);
      pipeline.end(session(2), 1, 100);
      pipeline.awaitEnded(2);
      pipeline.drain(Duration.ofSeconds(1));

      JsonNode counts = pipeline.framesOf(key);
      assertThat(counts.path("judged").asLong()).as("%s", counts).isEqualTo(2);
      assertThat(counts.path("undecodable").asLong()).isEqualTo(1);
      assertThat(counts.path("rejected").asLong()).isEqualTo(3);
      assertThat(counts.path("failed").asLong()).isEqualTo(2);
      assertThat(counts.path("duplicate").asLong()).isEqualTo(1);
      assertThat(counts.path("skipped").asLong()).isEqualTo(1);
      // What came too late is counted here only if the end was still waiting for the frames before.
      assertThat(counts.path("received").asLong() - counts.path("afterEnd").asLong()).isEqualTo(10);
      assertThat(pipeline.typesOf(key)).containsExactly("session.ended");
      assertThat(pipeline.events.get("session 1").get(0).path("data").path("reasons").toString())
          .contains("FEW_FRAMES");
    }
  }

  private static void sendWithoutHeaders(PipelineFixture pipeline, SessionKey key) {
    pipeline.publisher.flush();
    String topic = pipeline.livegate.topics().frames();
    pipeline.sendRaw(topic, key.asKey(), new byte[3]);
    pipeline.sendRaw(topic, null, new byte[3]);
    pipeline.sendRaw(topic, "no tenant", null);
  }

  @Test
  void inMediaTimeTheSameInputGivesTheSameBytes() {
    assertThat(eventsOfOneRun()).isEqualTo(eventsOfOneRun());
  }

  private static Map<String, List<String>> eventsOfOneRun() {
    try (PipelineFixture pipeline = new PipelineFixture(MEDIA)) {
      Random random = new Random(7);
      int sessions = 8;
      for (int i = 0; i < 60; i++) {
        for (int s = 0; s < sessions; s++) {
          int what = random.nextInt(4) < s % 4 ? FakeJudge.PERSON : random.nextInt(5);
          pipeline.send(session(s), i, 100L * i + random.nextInt(60), what);
        }
      }
      for (int s = 0; s < sessions; s++) {
        pipeline.end(session(s), 60, 6000);
      }
      pipeline.awaitEnded(sessions);
      assertThat(pipeline.texts).hasSize(sessions);
      return Map.copyOf(pipeline.texts);
    }
  }

  @Test
  void aFailureMidStreamLosesAndDoublesNoEvent() throws InterruptedException {
    try (PipelineFixture pipeline = new PipelineFixture(LIVE)) {
      int sessions = 20;
      int frames = 60;
      FakeJudge.armFatal(1);
      for (int i = 0; i < frames; i++) {
        for (int s = 0; s < sessions; s++) {
          int healthy = s % 2 == 0 ? FakeJudge.PERSON : FakeJudge.NOBODY;
          // A loaded machine may pass one frame over, so it goes on until it has happened.
          boolean fatal = i >= 25 && s == 7 && FakeJudge.fatalLeft() > 0;
          pipeline.send(session(s), i, 50L * i, fatal ? FakeJudge.FATAL : healthy);
        }
        Thread.sleep(50);
      }
      for (int s = 0; s < sessions; s++) {
        pipeline.end(session(s), frames, 50L * frames);
      }
      pipeline.awaitEnded(sessions);
      pipeline.drain(Duration.ofSeconds(2));

      assertThat(FakeJudge.fatalLeft()).as("the failure happened").isZero();
      Set<String> ids = new HashSet<>();
      for (int s = 0; s < sessions; s++) {
        String decision = s % 2 == 0 ? "session.admitted" : "session.refused";
        assertThat(pipeline.typesOf(session(s)))
            .as("session %s", s)
            .containsExactly(decision, "session.ended");
        pipeline.events.get("session " + s).forEach(event -> ids.add(event.path("id").asText()));
        JsonNode counts = pipeline.framesOf(session(s));
        assertThat(counts.path("received").asLong()).as("%s", counts).isEqualTo(frames);
      }
      assertThat(ids).hasSize(2 * sessions);
      Set<String> judged = new HashSet<>();
      for (JsonNode signals : pipeline.signals) {
        String key = signals.path("session").asText() + "#" + signals.path("seq").asLong();
        assertThat(judged.add(key)).as("signals of %s come once", key).isTrue();
      }
    }
  }

  @Test
  void aBadPolicyIsRejectedWithAllItsProblemsAndTheLastGoodOneStays() {
    try (PipelineFixture pipeline = new PipelineFixture(MEDIA)) {
      String second = PipelineFixture.POLICY.replace("version: 1", "version: 2");
      pipeline.publishPolicy("default", second);
      pipeline.publishPolicy("default", "id: bad\nversion: none\nrules: 7\n");
      pipeline.publishPolicy("no one", second);
      pipeline.await(() -> pipeline.events.getOrDefault("policy", List.of()).size() == 3);

      for (int i = 0; i < 8; i++) {
        pipeline.send(session(1), i, 100L * i, FakeJudge.PERSON);
      }
      pipeline.end(session(1), 8, 800);
      pipeline.awaitEnded(1);

      List<JsonNode> policy = pipeline.events.get("policy");
      assertThat(policy.get(0).path("type").asText()).isEqualTo("io.livegate.policy.applied");
      assertThat(policy.get(1).path("type").asText()).isEqualTo("io.livegate.policy.rejected");
      JsonNode rejected = policy.get(1).path("data");
      assertThat(rejected.path("problems").size()).as("%s", rejected).isGreaterThan(1);
      assertThat(rejected.path("inForce").path("version").asInt()).isEqualTo(2);
      assertThat(policy.get(2).path("data").path("problems").toString())
          .contains("the record key must be 'default'")
          .contains("not 'no one'");
      JsonNode admitted = pipeline.events.get("session 1").get(0).path("data");
      assertThat(admitted.path("policy").path("version").asInt()).isEqualTo(2);

      pipeline.publishPolicy("default", null);
      pipeline.await(() -> pipeline.events.get("policy").size() == 4);
      JsonNode back = pipeline.events.get("policy").get(3);
      assertThat(back.path("data").path("policy").path("version").asInt()).isEqualTo(1);
    }
  }

  @Test
  void aFrameThatTakesTooLongIsGivenUpAndItsSessionGoesOn() {
    PipelineConfig hasty =
        PipelineConfigParser.parse(
            """
            scheduler: {timeout: 100ms, workers: 2, maxFrameAge: 1m, maxWait: 1m}
            checkpoint: {interval: 200ms, parallelism: 1}
            """,
            "hasty");
    FakeJudge.hang(true);
    try (PipelineFixture pipeline = new PipelineFixture(hasty)) {
      pipeline.send(session(1), 0, 0, FakeJudge.HANGS);
      pipeline.end(session(1), 1, 100);
      pipeline.awaitEnded(1);
      FakeJudge.hang(false);

      JsonNode counts = pipeline.framesOf(session(1));
      assertThat(counts.path("failed").asLong()).as("%s", counts).isEqualTo(1);
      assertThat(counts.path("received").asLong()).isEqualTo(1);
    } finally {
      FakeJudge.hang(false);
    }
  }

  @Test
  void aJobThatCannotGoOnSaysWhyInOneMessage() {
    try (PipelineFixture pipeline = new PipelineFixture(MEDIA)) {
      FakeJudge.armFatal(1);
      pipeline.send(session(1), 0, 0, FakeJudge.FATAL);

      String message =
          pipeline.livegate.whenFailed().orTimeout(3, java.util.concurrent.TimeUnit.MINUTES).join();

      assertThat(message).isEqualTo("the job failed: the machine gives up");
      assertThat(pipeline.livegate.failure()).contains(message);
    }
  }

  @Test
  void aBrokerThatIsNotThereIsNamedWithTheSettingThatPointsToIt() {
    PipelineConfig dead =
        PipelineConfigParser.parse("kafka: {bootstrapServers: '127.0.0.1:1'}", "dead");

    assertThatThrownBy(() -> Topics.create(dead))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("kafka.bootstrapServers = 127.0.0.1:1")
        .hasMessageContaining("Is the broker running");
  }
}
