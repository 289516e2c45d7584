package io.livegate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.ingest.publish.FramePublisher;
import io.livegate.job.FakeJudge;
import io.livegate.job.config.KafkaConfig;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.io.KafkaClients;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Some sessions that send frames of a person, and what a read_committed reader sees of them. */
final class Crowd implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(240);
  private static final Duration BETWEEN_FRAMES = Duration.ofMillis(60);

  /** Frames sent ahead of what is seen; more follow when nothing has come of them for so long. */
  private static final int AHEAD = 3;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final List<SessionKey> sessions = new ArrayList<>();
  private final Map<String, Integer> judged = new TreeMap<>();
  private final Map<String, List<JsonNode>> admissions = new TreeMap<>();
  private final KafkaConfig.Topics topics;
  private final FramePublisher publisher;
  private final KafkaConsumer<String, byte[]> reader;
  private long seq;

  Crowd(PipelineConfig config, int size) {
    for (int i = 0; i < size; i++) {
      sessions.add(new SessionKey("tenant", "session " + i));
    }
    topics = config.kafka().topics();
    Properties sending = KafkaClients.properties(config.kafka());
    // A broker that is being started again is waited for.
    sending.put("max.block.ms", String.valueOf(PATIENCE.toMillis()));
    sending.put("delivery.timeout.ms", String.valueOf(PATIENCE.toMillis()));
    publisher = new FramePublisher(sending, topics.frames());
    Properties properties = KafkaClients.properties(config.kafka());
    properties.put("group.id", "platform" + topics.events());
    properties.put("auto.offset.reset", "earliest");
    properties.put("isolation.level", "read_committed");
    reader = new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    reader.subscribe(List.of(topics.events(), topics.signals()));
  }

  /**
   * Sends frames until every session has so many committed judgements, and on a slow machine hardly
   * more: few are sent before the last are seen.
   */
  void sendUntilJudged(int frames) throws InterruptedException {
    long deadline = deadline();
    int seen = 0;
    int ahead = 0;
    long sentNanos = System.nanoTime();
    while (fewestJudged() < frames) {
      assertInTime(deadline);
      if (fewestJudged() > seen) {
        seen = fewestJudged();
        ahead = 0;
      }
      if (ahead < AHEAD || System.nanoTime() - sentNanos > PAUSE.toNanos()) {
        sendOneEach();
        ahead++;
        sentNanos = System.nanoTime();
      }
      read(BETWEEN_FRAMES);
    }
  }

  void sendUntilAdmitted() throws InterruptedException {
    long deadline = deadline();
    while (admissions.size() < sessions.size()) {
      assertInTime(deadline);
      sendOneEach();
      read(BETWEEN_FRAMES);
    }
  }

  private int fewestJudged() {
    return sessions.stream().mapToInt(s -> judged.getOrDefault(s.session(), 0)).min().orElse(0);
  }

  private static long deadline() {
    return System.nanoTime() + PATIENCE.toNanos();
  }

  private void assertInTime(long deadline) {
    assertThat(System.nanoTime())
        .as("time is up; judged %s, admitted %s", judged, admissions.keySet())
        .isLessThan(deadline);
  }

  private void sendOneEach() {
    for (SessionKey session : sessions) {
      publisher.publish(
          new EncodedFrame(
              FrameHeader.of(
                  session, RecordKind.FRAME, seq, System.currentTimeMillis(), "image/jpeg"),
              new byte[] {FakeJudge.PERSON, 0, 0, 0}));
    }
    seq++;
  }

  /** Nothing more is sent; what still comes is read. */
  void read(Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      reader.poll(Duration.ofMillis(20)).forEach(this::take);
    }
  }

  private void take(ConsumerRecord<String, byte[]> read) {
    JsonNode value;
    try {
      value = JSON.readTree(read.value());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    if (read.topic().equals(topics.signals())) {
      judged.merge(value.path("session").asText(), 1, Integer::sum);
    } else if (value.path("type").asText().equals("io.livegate.session.admitted")) {
      admissions
          .computeIfAbsent(value.path("data").path("session").asText(), s -> new ArrayList<>())
          .add(value);
    }
  }

  /** By session, as they were read. */
  Map<String, List<JsonNode>> admissions() {
    return admissions;
  }

  @Override
  public void close() {
    reader.close();
    publisher.close();
  }
}
