package io.livegate.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.job.config.KafkaConfig;
import io.livegate.job.io.KafkaClients;
import io.livegate.job.probe.Probe;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Copies committed events into the log, from where the log ends, but not the probe's, which are
 * about nobody. Not thread-safe.
 */
public final class AuditFollower implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration POLL = Duration.ofMillis(500);
  private static final int PATIENCE_MILLIS = 10_000;

  private final AuditLog log;
  private final KafkaConsumer<String, String> consumer;
  private final Consumer<String> problems;

  /**
   * @param problems is told what an operator should know
   * @throws IOException if the log is one of another topic of this name
   */
  public AuditFollower(KafkaConfig kafka, AuditLog log, Consumer<String> problems)
      throws IOException {
    this.log = log;
    this.problems = problems;
    Properties properties = KafkaClients.properties(kafka);
    properties.put("enable.auto.commit", "false");
    properties.put("isolation.level", "read_committed");
    properties.put("auto.offset.reset", "none");
    properties.putIfAbsent("default.api.timeout.ms", PATIENCE_MILLIS);
    this.consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(kafka.topics().events()).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    for (TopicPartition partition : partitions) {
      Long next = log.next(partition);
      if (next != null && next > ends.getOrDefault(partition, 0L)) {
        consumer.close();
        throw new IOException(
            "%s ends at offset %d, and offset %d of it is recorded already: the topic was made anew. Begin another log in a new folder"
                .formatted(partition, ends.getOrDefault(partition, 0L), next - 1));
      }
      if (next != null) {
        consumer.seek(partition, next);
      }
    }
  }

  /**
   * Takes what has come, waiting half a second for it.
   *
   * @return the number of events appended; they are on the disk
   * @throws IOException if the log cannot be written
   */
  public int step() throws IOException {
    ConsumerRecords<String, String> records;
    try {
      records = consumer.poll(POLL);
    } catch (OffsetOutOfRangeException e) {
      problems.accept(
          "events of "
              + e.partitions()
              + " were deleted before they were recorded: kafka.retention.events is shorter than"
              + " this process was away; going on with the oldest there are");
      consumer.seekToBeginning(e.partitions());
      return 0;
    }
    for (ConsumerRecord<String, String> each : records) {
      JsonNode event = event(each.value());
      if (!event.path("data").path("tenant").asText().equals(Probe.TENANT)) {
        log.append(
            new TopicPartition(each.topic(), each.partition()), each.offset(), event.toString());
      }
    }
    if (!records.isEmpty()) {
      log.force();
    }
    return records.count();
  }

  /** A stranger's record is kept as a text. */
  private static JsonNode event(@Nullable String value) {
    if (value == null) {
      return stranger("");
    }
    try {
      JsonNode json = JSON.readTree(value);
      return json.isObject() ? json : stranger(value);
    } catch (JsonProcessingException e) {
      return stranger(value);
    }
  }

  private static JsonNode stranger(String value) {
    return JSON.createObjectNode().put("unreadable", value);
  }

  /** Whether everything that is committed now has been taken. */
  public boolean isAtEnd() {
    return consumer.endOffsets(consumer.assignment()).entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  @Override
  public void close() {
    consumer.close();
  }
}
