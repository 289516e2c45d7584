package io.livegate.job.decide;

import io.livegate.job.PipelineConfig;
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
 * Reads the policies topic to its end before the first decision of a job that starts without state.
 * The stream of policies runs beside the frames: without this, frames that wait in their topic
 * would be decided by the shipped policy, whatever stands there, the kill switch included.
 */
public final class PolicyTopic implements PolicyHistory {

  private static final long serialVersionUID = 1L;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PipelineConfig.Kafka kafka;

  public PolicyTopic(PipelineConfig.Kafka kafka) {
    this.kafka = kafka;
  }

  @Override
  public List<PolicyUpdate> read() {
    Properties properties = KafkaClients.properties(kafka);
    properties.put("isolation.level", "read_committed");
    properties.put("auto.offset.reset", "earliest");
    TopicPartition only = new TopicPartition(kafka.topics().policies(), 0);
    List<PolicyUpdate> updates = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(only));
      Map<TopicPartition, Long> ends = consumer.endOffsets(List.of(only), PATIENCE);
      long end = ends.getOrDefault(only, 0L);
      consumer.seekToBeginning(List.of(only));
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
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          updates.add(PolicyReceiver.read(record));
        }
      }
    }
    return updates;
  }
}
