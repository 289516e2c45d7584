package io.livegate.job.decide;

import io.livegate.job.config.KafkaConfig;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.io.KafkaClients;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the policies topic from its beginning, each record checked, for those who are not part of
 * the stream. Belongs to one thread at a time.
 */
public final class PolicyFeed implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition only;
  private final PolicyReceiver receiver;

  public PolicyFeed(PipelineConfig config) {
    KafkaConfig kafka = config.kafka();
    Properties properties = KafkaClients.properties(kafka);
    properties.put("isolation.level", "read_committed");
    properties.put("auto.offset.reset", "earliest");
    only = new TopicPartition(kafka.topics().policies(), 0);
    receiver = PolicyReceiver.of(config);
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(List.of(only));
    consumer.seekToBeginning(List.of(only));
  }

  /**
   * All records there are, tombstones and unusable ones among them.
   *
   * @throws IllegalStateException if the end is not reached within 30 s
   */
  public List<PolicyUpdate> toEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(List.of(only), PATIENCE);
    long end = ends.getOrDefault(only, 0L);
    List<PolicyUpdate> updates = new ArrayList<>();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (consumer.position(only, PATIENCE) < end) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "the topic "
                + only.topic()
                + " cannot be read to its end, offset "
                + end
                + ", in "
                + PATIENCE.toSeconds()
                + " s: nothing is decided without the policies on it");
      }
      updates.addAll(next(Duration.ofMillis(200)));
    }
    return updates;
  }

  /** What has come since, waiting at most so long for the first. */
  public List<PolicyUpdate> next(Duration wait) {
    List<PolicyUpdate> updates = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
      updates.add(receiver.read(record));
    }
    return updates;
  }

  /** Ends a {@link #next} that waits in another thread, with an exception there. */
  public void wakeUp() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
