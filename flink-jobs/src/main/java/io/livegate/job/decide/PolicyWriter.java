package io.livegate.job.decide;

import io.livegate.job.config.PipelineConfig;
import io.livegate.job.io.KafkaClients;
import io.livegate.job.io.OutputSerializer;
import io.livegate.job.io.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to the policies topic, which is made where it is not there. */
public final class PolicyWriter {

  private PolicyWriter() {}

  /**
   * Writes a record; it is there when this returns.
   *
   * @param value null takes back what was there
   * @param by who does this, {@link PolicyUpdate#AUTHOR}; null where nobody says
   * @return topic, partition and offset, by which its event can be known
   * @throws IllegalStateException if the broker does not take it
   */
  public static String write(
      PipelineConfig pipeline, PolicyKey key, @Nullable String value, @Nullable String by)
      throws InterruptedException {
    Properties properties = KafkaClients.properties(pipeline.kafka());
    properties.put("acks", "all");
    Topics.create(pipeline);
    ProducerRecord<byte[], byte[]> published =
        new ProducerRecord<>(
            pipeline.kafka().topics().policies(),
            0,
            utf8(key.text()),
            value == null ? null : utf8(value));
    if (by != null) {
      published.headers().add(OutputSerializer.PUBLISHED_BY, utf8(by));
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
      RecordMetadata at = producer.send(published).get();
      return at.topic() + "/" + at.partition() + "/" + at.offset();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker did not take it: " + e.getCause(), e);
    } catch (KafkaException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
