package io.livegate.drill;

import io.livegate.job.config.KafkaConfig;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.io.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Signals and events from their beginning, committed ones only, as a platform reads them. */
public final class CommittedReader implements AutoCloseable {

  private final String signals;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;

  public CommittedReader(PipelineConfig config) {
    KafkaConfig.Topics topics = config.kafka().topics();
    this.signals = topics.signals();
    Properties properties = KafkaClients.properties(config.kafka());
    properties.put("group.id", "drill-" + UUID.randomUUID());
    properties.put("enable.auto.commit", "false");
    properties.put("isolation.level", "read_committed");
    this.consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
    this.partitions =
        List.of(topics.signals(), topics.events()).stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(CommittedReader::partition)
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  private static TopicPartition partition(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }

  /** What came in the meantime; waits for it for at most that long. */
  public void poll(Duration patience, Consumer<byte[]> signal, Consumer<byte[]> event) {
    for (ConsumerRecord<String, byte[]> each : consumer.poll(patience)) {
      (each.topic().equals(signals) ? signal : event).accept(each.value());
    }
  }

  /** Reads on up to where the topics end now, of what is committed. */
  public void readToEnd(Consumer<byte[]> signal, Consumer<byte[]> event) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      poll(Duration.ofMillis(200), signal, event);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
