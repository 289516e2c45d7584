package io.livegate.job.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.frame.SessionKey;
import io.livegate.job.config.KafkaConfig;
import io.livegate.job.io.KafkaClients;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Reads committed events as a platform does, of a round's sessions only: of the partitions in which
 * their keys fall, and without a consumer group.
 */
final class ProbeReader implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String topic;
  private final KafkaConsumer<String, byte[]> consumer;

  /**
   * @throws org.apache.kafka.common.KafkaException if the settings are no consumer's
   */
  ProbeReader(KafkaConfig kafka, Duration patience) {
    this.topic = kafka.topics().events();
    Properties properties = KafkaClients.properties(kafka);
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", "false");
    properties.put("auto.offset.reset", "latest");
    properties.put("default.api.timeout.ms", Long.toString(patience.toMillis()));
    properties.put("request.timeout.ms", Long.toString(patience.toMillis()));
    this.consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** From now on; what was written before is passed over. */
  void watch(Collection<SessionKey> sessions) {
    int partitions = consumer.partitionsFor(topic).size();
    Set<TopicPartition> wanted = new HashSet<>();
    for (SessionKey session : sessions) {
      byte[] key = session.asKey().getBytes(StandardCharsets.UTF_8);
      // As every producer does that is not told otherwise, the job's sink among them.
      int partition = Utils.toPositive(Utils.murmur2(key)) % partitions;
      wanted.add(new TopicPartition(topic, partition));
    }
    consumer.assign(wanted);
    consumer.seekToEnd(wanted);
    wanted.forEach(consumer::position);
  }

  /** Events that came within the time, by record key; of a session the first one. */
  Map<String, JsonNode> poll(Duration time) {
    Map<String, JsonNode> events = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : consumer.poll(time)) {
      if (record.key() != null && Probe.is(record.key().split("/", 2)[0])) {
        events.putIfAbsent(record.key(), parse(record.value()));
      }
    }
    return events;
  }

  private static JsonNode parse(byte[] event) {
    try {
      return JSON.readTree(event);
    } catch (IOException e) {
      throw new IllegalStateException("an event of the probe is no JSON", e);
    }
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
