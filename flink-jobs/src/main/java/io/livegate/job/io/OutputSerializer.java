package io.livegate.job.io;

import io.livegate.job.config.KafkaConfig;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Puts each record into its topic. */
public final class OutputSerializer
    implements KafkaRecordSerializationSchema<OutputRecord>, KafkaDatasetFacetProvider {

  private static final long serialVersionUID = 1L;

  /** Says who published a switch. */
  public static final String PUBLISHED_BY = "lg-by";

  private final KafkaConfig.Topics topics;

  public OutputSerializer(KafkaConfig.Topics topics) {
    this.topics = topics;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      OutputRecord element, KafkaSinkContext context, @Nullable Long timestamp) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("content-type", utf8(contentType(element.target())));
    if (element.target() == OutputRecord.Target.POLICIES) {
      headers.add(PUBLISHED_BY, utf8("breaker"));
    }
    return new ProducerRecord<>(
        topic(element.target()), null, null, utf8(element.key()), element.value(), headers);
  }

  /** Where the sink looks for transactions that an earlier life left open. */
  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(
            DefaultKafkaDatasetIdentifier.ofTopics(
                Stream.of(OutputRecord.Target.values()).map(this::topic).toList())));
  }

  private String topic(OutputRecord.Target target) {
    return switch (target) {
      case SIGNALS -> topics.signals();
      case EVENTS -> topics.events();
      case POLICIES -> topics.policies();
    };
  }

  private static String contentType(OutputRecord.Target target) {
    return target == OutputRecord.Target.EVENTS
        ? "application/cloudevents+json"
        : "application/json";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
