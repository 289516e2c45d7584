package io.livegate.job.ack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.frame.SessionKey;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads acknowledgements. One that breaks the contract is passed on as such, to be counted. */
public final class AckReceiver implements KafkaRecordDeserializationSchema<Ack> {

  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Names of tenant and session can be 5 KB; the rest is small. */
  private static final int MOST_BYTES = 16_384;

  private static final int MOST_ID = 64;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Ack> out) {
    out.collect(parse(record.value(), record.timestamp()));
  }

  private static Ack parse(byte[] value, long brokerMillis) {
    if (value == null || value.length > MOST_BYTES) {
      return Ack.BAD;
    }
    try {
      JsonNode node = JSON.readTree(value);
      String action = node.path("action").asText();
      JsonNode at = node.path("atMillis");
      if (action.isEmpty() || action.length() > MOST_ID || !at.canConvertToLong()) {
        return Ack.BAD;
      }
      SessionKey key = new SessionKey(node.path("tenant").asText(), node.path("session").asText());
      return new Ack(ExpectedAck.about(key, action), Math.min(at.asLong(), brokerMillis));
    } catch (IOException | IllegalArgumentException e) {
      return Ack.BAD;
    }
  }

  @Override
  public TypeInformation<Ack> getProducedType() {
    return TypeInformation.of(Ack.class);
  }
}
