package io.livegate.cli;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.io.KafkaClients;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic as it stands now, partition after partition, so that the order is the same each time. */
final class WholeTopic {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private WholeTopic() {}

  /**
   * @throws CliFailure if it cannot be read
   */
  static void read(
      PipelineConfig pipeline, String topic, Consumer<ConsumerRecord<byte[], byte[]>> records) {
    Properties properties = KafkaClients.properties(pipeline.kafka());
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic, PATIENCE).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .sorted(Comparator.comparingInt(TopicPartition::partition))
              .toList();
      if (partitions.isEmpty()) {
        throw CliFailure.usage(
            "the Kafka at "
                + pipeline.kafka().bootstrapServers()
                + " has no topic "
                + topic
                + ". Is the name right? A file needs a / or must exist.");
      }
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      for (TopicPartition partition : partitions) {
        long end = ends.getOrDefault(partition, 0L);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        while (consumer.position(partition, PATIENCE) < end) {
          for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(200))) {
            if (one.offset() < end) {
              records.accept(one);
            }
          }
        }
      }
    } catch (KafkaException | IllegalStateException e) {
      throw CliFailure.failed(
          "the topic "
              + topic
              + " of the Kafka at "
              + pipeline.kafka().bootstrapServers()
              + " cannot be read: "
              + e.getMessage()
              + ". Is the broker running, and is the address right (--bootstrap-servers)? A file"
              + " needs a / or must exist.",
          e);
    }
  }
}
