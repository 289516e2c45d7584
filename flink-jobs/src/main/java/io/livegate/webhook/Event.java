package io.livegate.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A record of the events topic.
 *
 * @param key of the record: events of one key are sent in their order
 * @param id of the CloudEvent: the same, however often it is sent
 * @param type of the CloudEvent
 * @param tenant whose; empty for an event about all
 * @param observed whether it tells what would have happened
 * @param body the record's value as it is
 */
record Event(
    TopicPartition partition,
    long offset,
    String key,
    String id,
    String type,
    String tenant,
    boolean observed,
    String body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The event in a record; null if it holds none, as only a stranger's record can. */
  static @Nullable Event of(ConsumerRecord<String, String> record) {
    if (record.value() == null) {
      return null;
    }
    try {
      JsonNode json = JSON.readTree(record.value());
      String id = json.path("id").asText();
      String type = json.path("type").asText();
      if (id.isEmpty() || type.isEmpty()) {
        return null;
      }
      JsonNode data = json.path("data");
      return new Event(
          new TopicPartition(record.topic(), record.partition()),
          record.offset(),
          record.key() == null ? id : record.key(),
          id,
          type,
          data.path("tenant").asText(""),
          data.path("mode").asText("").equals("observe"),
          record.value());
    } catch (IOException e) {
      return null;
    }
  }
}
