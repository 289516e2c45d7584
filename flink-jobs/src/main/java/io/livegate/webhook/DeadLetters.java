package io.livegate.webhook;

import io.livegate.job.config.KafkaConfig;
import io.livegate.job.io.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The topic of the events no endpoint took: key and value as they were, headers {@code lg-attempts}
 * and {@code lg-reason}. Thread-safe.
 */
final class DeadLetters implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 10;

  private final String topic;
  private final Producer<String, String> producer;

  DeadLetters(String topic, Producer<String, String> producer) {
    this.topic = topic;
    this.producer = producer;
  }

  /**
   * Creates the topic if it is not there.
   *
   * @throws IllegalStateException if the broker does not answer or refuses
   */
  static DeadLetters open(KafkaConfig kafka, String topic) {
    create(kafka, topic);
    Properties properties = KafkaClients.properties(kafka);
    properties.put("acks", "all");
    return new DeadLetters(
        topic, new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer()));
  }

  private static void create(KafkaConfig kafka, String topic) {
    NewTopic wanted =
        new NewTopic(topic, kafka.partitions(), (short) kafka.replication())
            .configs(
                Map.of(
                    "cleanup.policy",
                    "delete",
                    "retention.ms",
                    Long.toString(kafka.retention().events().toMillis())));
    Properties properties = KafkaClients.properties(kafka);
    // Else closing waits a minute for a broker that is not there.
    properties.putIfAbsent("default.api.timeout.ms", (int) PATIENCE_SECONDS * 1000);
    properties.putIfAbsent("request.timeout.ms", (int) PATIENCE_SECONDS * 500);
    try (Admin admin = Admin.create(properties)) {
      admin.createTopics(List.of(wanted)).all().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw unusable(kafka, topic, String.valueOf(e.getCause()), e);
      }
    } catch (TimeoutException e) {
      throw unusable(kafka, topic, "no answer within " + PATIENCE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while creating " + topic, e);
    }
  }

  private static IllegalStateException unusable(
      KafkaConfig kafka, String topic, String why, Exception cause) {
    return new IllegalStateException(
        "the topic "
            + topic
            + " cannot be created on Kafka at "
            + kafka.bootstrapServers()
            + ": "
            + why
            + ". Is the broker running, and may this client create topics?",
        cause);
  }

  /** Completes when the broker has it, or with its failure. */
  CompletableFuture<Void> write(Event event, int attempts, String reason) {
    ProducerRecord<String, String> letter = new ProducerRecord<>(topic, event.key(), event.body());
    letter.headers().add("lg-attempts", utf8(Integer.toString(attempts)));
    letter.headers().add("lg-reason", utf8(reason));
    CompletableFuture<Void> written = new CompletableFuture<>();
    try {
      producer.send(
          letter,
          (metadata, failure) -> {
            if (failure == null) {
              written.complete(null);
            } else {
              written.completeExceptionally(failure);
            }
          });
    } catch (KafkaException | IllegalStateException e) {
      written.completeExceptionally(e);
    }
    return written;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close();
  }
}
