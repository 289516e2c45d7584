package io.livegate.job.io;

import io.livegate.job.PipelineConfig;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Puts each record into its topic. */
public final class OutputSerializer implements KafkaRecordSerializationSchema<OutputRecord> {

  private static final long serialVersionUID = 1L;

  private final PipelineConfig.Topics topics;

  public OutputSerializer(PipelineConfig.Topics topics) {
    this.topics = topics;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      OutputRecord element, KafkaSinkContext context, @Nullable Long timestamp) {
    boolean event = element.target() == OutputRecord.Target.EVENTS;
    RecordHeaders headers = new RecordHeaders();
    headers.add(
        "content-type",
        (event ? "application/cloudevents+json" : "application/json")
            .getBytes(StandardCharsets.UTF_8));
    return new ProducerRecord<>(
        event ? topics.events() : topics.signals(),
        null,
        null,
        element.key().getBytes(StandardCharsets.UTF_8),
        element.value(),
        headers);
  }
}
