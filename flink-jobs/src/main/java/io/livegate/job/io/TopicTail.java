package io.livegate.job.io;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic from its beginning, on a thread of its own, and hands every record on. Within a
 * partition, and so within a session, records come in their order.
 */
public final class TopicTail implements AutoCloseable {

  /** What a reader may see of a transaction that is still open. */
  public enum Visibility {
    /** Everything at once; may see records that are later rolled back. */
    READ_UNCOMMITTED,
    /** Only what is final: about one checkpoint interval later. */
    READ_COMMITTED
  }

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Consumer<ConsumerRecord<byte[], byte[]>> records;
  private final Consumer<Exception> failures;
  private final Thread thread;

  private TopicTail(
      KafkaConsumer<byte[], byte[]> consumer,
      String topic,
      Consumer<ConsumerRecord<byte[], byte[]>> records,
      Consumer<Exception> failures) {
    this.consumer = consumer;
    this.records = records;
    this.failures = failures;
    this.thread = new Thread(this::readAll, "tail-" + topic);
    this.thread.setDaemon(true);
  }

  /**
   * @param clients where Kafka is, and what it wants of a client
   * @param records called from the tail's thread; what it throws ends the tail and goes to {@code
   *     failures}
   * @param failures called once at most
   */
  public static TopicTail start(
      Properties clients,
      String topic,
      Visibility visibility,
      Consumer<ConsumerRecord<byte[], byte[]>> records,
      Consumer<Exception> failures) {
    Properties properties = new Properties();
    properties.putAll(clients);
    properties.setProperty(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        visibility == Visibility.READ_COMMITTED ? "read_committed" : "read_uncommitted");
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    consumer
        .partitionsFor(topic)
        .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    TopicTail tail = new TopicTail(consumer, topic, records, failures);
    tail.thread.start();
    return tail;
  }

  private void readAll() {
    try (consumer) {
      while (true) {
        consumer.poll(Duration.ofMillis(250)).forEach(records);
      }
    } catch (WakeupException closed) {
      // close() was called: the only way out that is no failure
    } catch (KafkaException | IllegalStateException e) {
      failures.accept(e);
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(5_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
