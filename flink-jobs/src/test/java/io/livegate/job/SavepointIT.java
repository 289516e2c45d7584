package io.livegate.job;

import static io.livegate.job.PipelineFixture.session;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.frame.Witness;
import io.livegate.job.JobFixture.Between;
import io.livegate.job.config.PipelineConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is kept of sessions: by every version so far, so that this one goes on with it, and by none
 * once a session is over.
 */
@Timeout(600)
class SavepointIT {

  private static final Path SAVED =
      Path.of(
          System.getProperty("livegate.root", ".."), "flink-jobs/src/test/resources/savepoints");

  /** In media time nothing depends on the day it is restored, as long as no state expires. */
  private static final String MEDIA =
      """
      time: media
      checkpoint: {interval: 200ms, parallelism: 2}
      scheduler: {maxFrameAge: 1m, maxWait: 1m}
      policy: {sessionTtl: 36500d}
      """;

  private static final int FRAMES = 11;

  @TempDir Path folder;

  static List<Path> saved() throws IOException {
    try (Stream<Path> list = Files.list(SAVED)) {
      return list.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("saved")
  void sessionsOfEveryVersionGoOnWhereTheyWere(Path savepoint) throws Exception {
    try (JobFixture jobs = new JobFixture(folder)) {
      PipelineConfig config = jobs.config("saved", MEDIA);
      try (Platform platform = jobs.platform(config)) {
        skipAhead(platform, config);
        jobs.start(config, FakeJudge.factory(), Between.NOTHING, savepoint.toUri().toString());
        JobFixture.await(
            "the account is restored", () -> TestMetrics.sum("livegate.framesReceived") == FRAMES);
        // The two frames it lacks to be let in.
        platform.send(session(2), 3, 300, FakeJudge.PERSON);
        platform.send(session(2), 4, 400, FakeJudge.PERSON);
        platform.send(session(3), 9, 900, FakeJudge.PERSON); // it is over
        platform.end(session(1), 8, 800);
        platform.end(session(2), 5, 500);
        platform.awaitEnded(2);
        jobs.cancel();

        assertThat(platform.typesOf(session(1))).containsExactly("session.ended");
        JsonNode first = platform.events.get("session 1").get(0).path("data");
        assertThat(first.path("admitted").asBoolean()).isTrue();
        assertThat(platform.framesOf(session(1)).path("judged").asLong()).isEqualTo(8);
        assertThat(platform.typesOf(session(2)))
            .containsExactly("session.admitted", "session.ended");
        assertThat(platform.framesOf(session(2)).path("judged").asLong()).isEqualTo(5);
        assertThat(platform.events).doesNotContainKey("session 3");
      }
    }
  }

  /** This broker knows nothing of the records that were read before: as if it had deleted them. */
  private static void skipAhead(Platform platform, PipelineConfig config) throws Exception {
    Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                platform.clients(), new ByteArraySerializer(), new ByteArraySerializer());
        Admin admin = Admin.create(platform.clients())) {
      String topic = config.kafka().topics().frames();
      for (int partition = 0; partition < config.kafka().partitions(); partition++) {
        for (int i = 0; i < 20; i++) {
          producer.send(new ProducerRecord<>(topic, partition, null, new byte[1])).get();
        }
        all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(20));
      }
      admin.deleteRecords(all).all().get();
    }
  }

  /** Makes the savepoint of this version; docs/operate.md says when. */
  @Test
  @EnabledIfSystemProperty(named = "livegate.savepoint", matches = ".+")
  void writeTheSavepointOfThisVersion() throws Exception {
    try (JobFixture jobs = new JobFixture(folder)) {
      PipelineConfig config = jobs.config("saved", MEDIA);
      try (Platform platform = jobs.platform(config)) {
        jobs.start(config, FakeJudge.factory(), Between.NOTHING, null);
        for (int i = 0; i < 8; i++) {
          platform.send(session(1), i, 100L * i, FakeJudge.PERSON);
        }
        for (int i = 0; i < 3; i++) {
          platform.send(session(2), i, 100L * i, FakeJudge.PERSON);
        }
        platform.end(session(3), 0, 0);
        // Read by the platform is committed: no transaction is left that only this broker knows.
        platform.await(() -> platform.signals.size() == FRAMES + 1);
        jobs.checkpoint();
        copy(Path.of(URI.create(jobs.stopWithSavepoint())));
      }
    }
  }

  private static void copy(Path savepoint) throws IOException {
    Path target = SAVED.resolve(System.getProperty("livegate.savepoint"));
    Files.createDirectories(target);
    try (Stream<Path> files = Files.list(savepoint)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(file.getFileName().toString()));
      }
    }
  }

  @Test
  void aSessionIsForgottenWhenItEndsOrHasBeenSilentForLong() throws Exception {
    try (JobFixture jobs = new JobFixture(folder)) {
      PipelineConfig config =
          jobs.config(
              "forgotten",
              """
              checkpoint: {interval: 200ms, parallelism: 1}
              scheduler: {maxFrameAge: 1m, maxWait: 1m}
              policy: {sessionTtl: 8s}
              recurrence: {enabled: false}
              """);
      try (Platform platform = jobs.platform(config)) {
        jobs.start(config, FakeJudge.factory(), Between.NOTHING, null);
        platform.send(of("ends", "device-that-ends"));
        platform.send(of("falls silent", "device-that-falls-silent"));
        platform.await(() -> platform.signals.size() == 2);
        Path during = Path.of(URI.create(jobs.savepoint()));
        platform.end(new SessionKey("tenant", "ends"), 1, 1);
        platform.awaitEnded(1);
        Path ended = Path.of(URI.create(jobs.savepoint()));
        Thread.sleep(8_500);
        Path silent = Path.of(URI.create(jobs.savepoint()));
        jobs.cancel();

        assertThat(has(during, "device-that-ends")).isTrue();
        assertThat(has(during, "device-that-falls-silent")).isTrue();
        assertThat(has(ended, "device-that-ends")).isFalse();
        assertThat(has(ended, "device-that-falls-silent")).isTrue();
        assertThat(has(silent, "device-that-falls-silent")).isFalse();
      }
    }
  }

  private static boolean has(Path savepoint, String text) {
    return io.livegate.Markers.isFoundUnder(savepoint, text);
  }

  private static EncodedFrame of(String session, String device) {
    FrameHeader header =
        new FrameHeader(
            new SessionKey("tenant", session),
            RecordKind.FRAME,
            null,
            device,
            0,
            0,
            Witness.SENDER,
            "image/jpeg");
    return new EncodedFrame(header, new byte[] {FakeJudge.PERSON});
  }
}
