package io.livegate.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.Markers;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.ingest.publish.FramePublisher;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.job.io.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class LocalBrokerIT {

  private static final String MARKER = "a-picture-of-a-person";

  private final PipelineConfig config =
      PipelineConfigParser.parse("kafka: {retention: {frames: 10s, framesSegment: 1s}}", "test");

  @Test
  void framesAreGoneFromTheDiskSoonAfterTheirRetention() throws InterruptedException {
    try (LocalBroker broker = LocalBroker.start()) {
      publish(broker);
      assertThat(Markers.isFoundUnder(broker.folder(), MARKER)).as("the search works").isTrue();

      long deadline = System.nanoTime() + 120_000_000_000L;
      while (Markers.isFoundUnder(broker.folder(), MARKER)) {
        assertThat(System.nanoTime()).as("frames are still there").isLessThan(deadline);
        Thread.sleep(500);
      }
    }
  }

  @Test
  void nothingIsLeftWhenItIsClosed() {
    Path folder;
    try (LocalBroker broker = LocalBroker.start()) {
      folder = broker.folder();
      publish(broker);
      assertThat(folder).exists();
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void itsLogLiesInMemoryWhereThereIsSome() {
    try (LocalBroker broker = LocalBroker.start()) {
      if (Files.isWritable(Path.of("/dev/shm"))) {
        assertThat(broker.folder()).startsWith(Path.of("/dev/shm"));
      }
      assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
    }
  }

  @Test
  void twoRunBesideEachOther() {
    try (LocalBroker first = LocalBroker.start();
        LocalBroker second = LocalBroker.start()) {
      publish(first);
      publish(second);
      assertThat(first.bootstrapServers()).isNotEqualTo(second.bootstrapServers());
    }
  }

  @Test
  void topicsThatWouldKeepFramesAreRefusedWithTheCommandThatMendsThem() throws Exception {
    try (LocalBroker broker = LocalBroker.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      PipelineConfig here = config.withBootstrapServers(broker.bootstrapServers());
      // As a broker creates one that is written to before Livegate was there: kept for a week.
      admin.createTopics(List.of(new NewTopic("livegate.frames", 4, (short) 1))).all().get();

      String message = assertThatThrownBy(() -> Topics.create(here)).actual().getMessage();

      assertThat(message)
          .contains(
              "livegate.frames: retention.ms = 604800000, must be 10000 at most"
                  + " (kafka.retention.frames)",
              "livegate.frames: segment.ms = 604800000, must be 1000 at most",
              "message.timestamp.type = CreateTime, must be LogAppendTime",
              "--bootstrap-server " + broker.bootstrapServers(),
              "kafka.existingTopics: accept");
      assertThat(admin.listTopics().names().get()).containsExactly("livegate.frames");
      Topics.create(
          PipelineConfigParser.parse("kafka: {existingTopics: accept}", "test")
              .withBootstrapServers(broker.bootstrapServers()));

      mend(admin, message);
      createOnceHeardOf(here);
    }
  }

  /** A broker that was told how to keep a topic may say the old for a moment. */
  private static void createOnceHeardOf(PipelineConfig here) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        Topics.create(here);
        return;
      } catch (IllegalStateException e) {
        if (tries == 50) {
          throw e;
        }
        Thread.sleep(200);
      }
    }
  }

  /** Does what the command would. */
  private static void mend(Admin admin, String message) throws Exception {
    Matcher command = Pattern.compile("--entity-name (\\S+) --add-config (\\S+)").matcher(message);
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    while (command.find()) {
      changes.put(
          new ConfigResource(ConfigResource.Type.TOPIC, command.group(1)),
          Stream.of(command.group(2).split(",", -1))
              .map(pair -> pair.split("=", 2))
              .map(
                  pair ->
                      new AlterConfigOp(
                          new ConfigEntry(pair[0], pair[1]), AlterConfigOp.OpType.SET))
              .toList());
    }
    admin.incrementalAlterConfigs(changes).all().get();
  }

  private void publish(LocalBroker broker) {
    PipelineConfig here = config.withBootstrapServers(broker.bootstrapServers());
    Topics.create(here);
    Topics.create(here); // what is there already is no mistake
    Properties properties = new Properties();
    properties.put("bootstrap.servers", broker.bootstrapServers());
    try (FramePublisher publisher =
        new FramePublisher(properties, here.kafka().topics().frames())) {
      FrameHeader header =
          FrameHeader.of(new SessionKey("t", "s"), RecordKind.FRAME, 0, 0, "image/jpeg");
      var unused =
          publisher.publish(new EncodedFrame(header, MARKER.getBytes(StandardCharsets.US_ASCII)));
      publisher.flush();
    }
  }
}
