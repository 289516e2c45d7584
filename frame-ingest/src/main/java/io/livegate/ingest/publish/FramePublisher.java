package io.livegate.ingest.publish;

import io.livegate.frame.EncodedFrame;
import io.livegate.frame.FrameHeader;
import io.livegate.frame.RecordKind;
import io.livegate.image.ImageLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames and control records to {@code livegate.frames}, each session in its order: one key,
 * acknowledged by all replicas, idempotent. Safe to use from several threads.
 *
 * <p>Nothing is lost silently. A failure completes the record's future, and the first one not yet
 * thrown is thrown by the next {@link #publish}, {@link #flush} or {@link #close}.
 */
public final class FramePublisher implements AutoCloseable {

  /** The headers of a record are far below this. */
  private static final int HEADER_ROOM = 64 << 10;

  private static final byte[] NO_BYTES = {};

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Duration closeTimeout;
  private final AtomicReference<@Nullable PublishException> unreported = new AtomicReference<>();

  /**
   * @param properties {@code bootstrap.servers} and whatever else of the Kafka producer is to
   *     differ from {@link #defaults}
   * @throws PublishException if the properties are no producer's, naming the setting
   */
  public FramePublisher(Properties properties, String topic) {
    this(connect(properties, topic), topic, Duration.ofSeconds(30));
  }

  FramePublisher(Producer<byte[], byte[]> producer, String topic, Duration closeTimeout) {
    this.producer = producer;
    this.topic = topic;
    this.closeTimeout = closeTimeout;
  }

  /** What is set unless the caller says otherwise. */
  static Map<String, Object> defaults() {
    return Map.ofEntries(
        Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
        Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
        Map.entry(ProducerConfig.LINGER_MS_CONFIG, 2),
        Map.entry(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10),
        Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none"),
        Map.entry(
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG, ImageLimits.DEFAULT.maxBytes() + HEADER_ROOM),
        Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 64L << 20),
        Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000L),
        Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000),
        Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000));
  }

  private static Producer<byte[], byte[]> connect(Properties properties, String topic) {
    Properties merged = new Properties();
    merged.putAll(defaults());
    merged.putAll(properties);
    properties
        .stringPropertyNames()
        .forEach(name -> merged.setProperty(name, properties.getProperty(name)));
    try {
      return new KafkaProducer<>(merged, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw failure("cannot open a producer", topic, e);
    }
  }

  /**
   * Hands the frame to the producer; waits up to {@code max.block.ms} while its buffer is full.
   *
   * @return completed when the broker has it, exceptionally with a {@link PublishException} when it
   *     has not
   * @throws PublishException if the buffer stayed full, the frame is larger than {@code
   *     max.request.size}, or an earlier record failed
   */
  public CompletableFuture<Void> publish(EncodedFrame frame) {
    throwUnreported();
    FrameHeader header = frame.header();
    ProducerRecord<byte[], byte[]> producerRecord =
        new ProducerRecord<>(
            topic,
            null,
            header.key().asKey().getBytes(StandardCharsets.UTF_8),
            frame.bytes(),
            FrameHeaders.write(header));
    CompletableFuture<Void> done = new CompletableFuture<>();
    try {
      Future<RecordMetadata> unused =
          producer.send(producerRecord, (metadata, error) -> complete(done, header, error));
    } catch (KafkaException | IllegalStateException e) {
      throw failure("record " + header.seq() + " of " + header.key().asKey(), topic, e);
    }
    if (done.isCompletedExceptionally()) { // not sent at all: the caller's own failure
      Throwable own = done.handle((none, error) -> error).join();
      if (own instanceof PublishException failure) {
        unreported.compareAndSet(failure, null);
        throw failure;
      }
    }
    return done;
  }

  /**
   * Publishes a control record: the header's kind says which.
   *
   * @throws IllegalArgumentException if the kind is FRAME
   * @throws PublishException as {@link #publish}
   */
  public CompletableFuture<Void> control(FrameHeader header) {
    if (header.kind() == RecordKind.FRAME) {
      throw new IllegalArgumentException(
          "a control record says what happened to a session, it is no FRAME");
    }
    return publish(new EncodedFrame(header, NO_BYTES));
  }

  /** Waits until every record handed over is acknowledged or failed; throws if one failed. */
  public void flush() {
    producer.flush();
    throwUnreported();
  }

  /** Sends what is waiting, for at most 30 s, and throws if a record failed unseen. */
  @Override
  public void close() {
    producer.close(closeTimeout);
    throwUnreported();
  }

  private void complete(
      CompletableFuture<Void> done, FrameHeader header, @Nullable Exception error) {
    if (error == null) {
      done.complete(null);
      return;
    }
    PublishException failure =
        failure("record " + header.seq() + " of " + header.key().asKey(), topic, error);
    unreported.compareAndSet(null, failure);
    done.completeExceptionally(failure);
  }

  private void throwUnreported() {
    PublishException failure = unreported.getAndSet(null);
    if (failure != null) {
      throw failure;
    }
  }

  private static PublishException failure(String what, String topic, Exception cause) {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    return new PublishException(
        what + " did not reach topic '" + topic + "': " + root.getMessage(), cause);
  }
}
