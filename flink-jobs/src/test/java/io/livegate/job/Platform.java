package io.livegate.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.frame.SessionKey;
import io.livegate.ingest.publish.FramePublisher;
import io.livegate.job.config.KafkaConfig;
import io.livegate.job.io.EventSchemas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** A platform that talks to a Livegate over Kafka, and all it has been told. */
class Platform implements AutoCloseable {

  static final String POLICY =
      """
      id: test
      version: 1
      mode: enforce
      gate: {timeout: 30s, onTimeout: refuse}
      rules:
        - id: let-in
          phase: gate
          when: [{signal: liveness.live, atLeast: 0.5, hits: 5, of: 6, within: 5s}]
          effect: admit
          verdict: LIVE
        - id: keep-out
          phase: gate
          when: [{signal: face.present, below: 0.5, hits: 5, of: 6, within: 5s}]
          effect: refuse
          verdict: NO_FACE
          reason: NO_FACE
      """;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  final FramePublisher publisher;

  /** By session, in the order they were read. Policy events under {@code policy}. */
  final Map<String, List<JsonNode>> events = new TreeMap<>();

  /** The bytes of the same. */
  final Map<String, List<String>> texts = new TreeMap<>();

  final List<JsonNode> signals = new ArrayList<>();

  /** Whether it says so when it has carried out what it was told to. */
  boolean acking;

  private final KafkaProducer<byte[], byte[]> acks;
  private final KafkaConsumer<String, byte[]> consumer;

  private final String bootstrapServers;
  private final KafkaConfig.Topics topics;
  private final Supplier<Optional<String>> failure;

  /**
   * @param failure why the job ended, if it did
   */
  Platform(String bootstrapServers, KafkaConfig.Topics topics, Supplier<Optional<String>> failure) {
    this.bootstrapServers = bootstrapServers;
    this.topics = topics;
    this.failure = failure;
    Properties sending = clients();
    // Where much else runs, a broker has been seen to take nothing for half a minute.
    sending.put("delivery.timeout.ms", String.valueOf(PATIENCE.toMillis()));
    publisher = new FramePublisher(sending, topics.frames());
    acks = new KafkaProducer<>(clients(), new ByteArraySerializer(), new ByteArraySerializer());
    Properties properties = clients();
    properties.put("group.id", "platform of " + topics.frames());
    properties.put("auto.offset.reset", "earliest");
    properties.put("isolation.level", "read_committed");
    consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(topics.events(), topics.signals()));
  }

  final Properties clients() {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", bootstrapServers);
    return properties;
  }

  static SessionKey session(int number) {
    return new SessionKey("tenant", "session " + number);
  }

  static EncodedFrame frame(SessionKey key, long seq, long atMillis, int what, int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) what);
    return new EncodedFrame(
        FrameHeader.of(key, RecordKind.FRAME, seq, atMillis, "image/jpeg"), bytes);
  }

  void send(SessionKey key, long seq, long atMillis, int what) {
    send(frame(key, seq, atMillis, what, 2_000));
  }

  void send(EncodedFrame frame) {
    unlessItFails(publisher.publish(frame));
  }

  void end(SessionKey key, long seq, long atMillis) {
    unlessItFails(
        publisher.control(
            FrameHeader.of(key, RecordKind.ENDED, seq, atMillis, "application/octet-stream")));
  }

  /** The publisher throws what failed at the next call; asking here as well costs nothing. */
  private static void unlessItFails(CompletableFuture<Void> sent) {
    if (sent.isCompletedExceptionally()) {
      throw new AssertionError("not sent: " + sent);
    }
  }

  /** A person looked at an action again. */
  void review(JsonNode event, String outcome, String by) {
    JsonNode data = event.path("data");
    ObjectNode review = JSON.createObjectNode();
    for (String each : List.of("tenant", "session", "device")) {
      if (data.has(each)) {
        review.set(each, data.path(each));
      }
    }
    review.put("eventId", event.path("id").asText());
    review.put("outcome", outcome).put("by", by).put("atMillis", System.currentTimeMillis());
    sendRaw(topics.reviews(), null, utf8(review.toString()));
  }

  void publishPolicy(String key, @Nullable String yaml) {
    sendRaw(topics.policies(), key, yaml == null ? null : utf8(yaml));
  }

  /** Without any header, and sent when this returns. */
  void sendRaw(String topic, @Nullable String key, byte @Nullable [] value) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(clients(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, key == null ? null : utf8(key), value)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads until so many sessions have had their last word. */
  void awaitEnded(int sessions) {
    await(() -> endedSessions() >= sessions);
  }

  private long endedSessions() {
    return events.values().stream()
        .flatMap(List::stream)
        .filter(event -> event.path("type").asText().equals("io.livegate.session.ended"))
        .count();
  }

  void await(BooleanSupplier enough) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!enough.getAsBoolean()) {
      assertThat(failure.get()).isEmpty();
      assertThat(System.nanoTime()).as("time is up; so far %s", events).isLessThan(deadline);
      for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(50))) {
        take(record);
      }
    }
  }

  /** Reads whatever comes within this time, to see that nothing comes too much. */
  void drain(Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    await(
        () -> {
          consumer.poll(Duration.ofMillis(50)).forEach(this::take);
          return System.nanoTime() > deadline;
        });
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    if (record.topic().equals(topics.signals())) {
      signals.add(parse(record.value()));
      return;
    }
    JsonNode event = EventSchemas.check(record.value());
    if (acking && event.path("data").path("mode").asText().equals("enforce")) {
      acknowledge(event);
    }
    String about = event.path("data").path("session").asText("policy");
    events.computeIfAbsent(about, k -> new ArrayList<>()).add(event);
    texts
        .computeIfAbsent(about, k -> new ArrayList<>())
        .add(new String(record.value(), StandardCharsets.UTF_8));
  }

  private void acknowledge(JsonNode event) {
    byte[] ack =
        utf8(
            JSON.createObjectNode()
                .put("action", event.path("id").asText())
                .put("tenant", event.path("data").path("tenant").asText())
                .put("session", event.path("data").path("session").asText())
                .put("atMillis", System.currentTimeMillis())
                .toString());
    var unused = acks.send(new ProducerRecord<>(topics.acks(), ack));
  }

  private static JsonNode parse(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Types of a session's events, without the common beginning. */
  List<String> typesOf(SessionKey key) {
    return events.getOrDefault(key.session(), List.of()).stream()
        .map(event -> event.path("type").asText().replace("io.livegate.", ""))
        .toList();
  }

  /** The account in the session's last word. */
  JsonNode framesOf(SessionKey key) {
    List<JsonNode> all = events.getOrDefault(key.session(), List.of());
    assertThat(all).as(key.session()).isNotEmpty();
    return all.get(all.size() - 1).path("data").path("frames");
  }

  @Override
  public void close() {
    consumer.close();
    acks.close();
    publisher.close();
  }
}
