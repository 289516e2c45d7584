package io.livegate.cli;

import io.livegate.job.PipelineConfig;
import io.livegate.job.decide.PolicyKey;
import io.livegate.job.decide.PolicyUpdate;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whose policy, and on which broker. */
final class PolicyTarget {

  @Option(
      names = "--tenant",
      paramLabel = "TENANT",
      description = "Of this tenant only (default: of all tenants).")
  private @Nullable String tenant;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who does this: stands in the event and in the audit log.")
  private @Nullable String by;

  @Mixin private BrokerChoice broker = new BrokerChoice();

  /**
   * The record key.
   *
   * @throws CliFailure if there can be no such tenant
   */
  PolicyKey key(PolicyKey.Kind kind) {
    String name = tenant;
    if (name != null) {
      try {
        PolicyKey key = PolicyKey.parse(name);
        if (key.kind() != PolicyKey.Kind.POLICY || key.tenant() == null) {
          throw new IllegalArgumentException("this key stands for something else");
        }
      } catch (IllegalArgumentException e) {
        throw CliFailure.usage(
            "--tenant '"
                + name
                + "': a tenant is 1 to 64 characters of A-Z a-z 0-9 . _ -, and"
                + " not 'default', which is the policy of all tenants: leave --tenant out.",
            e);
      }
    }
    return new PolicyKey(kind, name);
  }

  /** The configuration of the job that is meant. */
  PipelineConfig pipeline() {
    return broker.pipeline();
  }

  /**
   * Writes a record.
   *
   * @param value null takes back what was there
   * @return topic, partition and offset, by which its event can be known
   * @throws CliFailure if the broker does not take it
   */
  String publish(PolicyKey key, @Nullable String value) {
    PipelineConfig pipeline = pipeline();
    Properties properties = KafkaClients.properties(pipeline.kafka());
    properties.put("acks", "all");
    try {
      Topics.create(pipeline);
      ProducerRecord<byte[], byte[]> published =
          new ProducerRecord<>(
              pipeline.kafka().topics().policies(),
              0,
              utf8(key.text()),
              value == null ? null : utf8(value));
      if (by != null) {
        published.headers().add(OutputSerializer.PUBLISHED_BY, utf8(checked(by)));
      }
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
        RecordMetadata at = producer.send(published).get();
        return at.topic() + "/" + at.partition() + "/" + at.offset();
      }
    } catch (IllegalStateException | KafkaException e) {
      throw CliFailure.failed(String.valueOf(e.getMessage()), e);
    } catch (ExecutionException e) {
      throw CliFailure.failed("the broker did not take it: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CliFailure.failed("interrupted while publishing", e);
    }
  }

  /** The breaker's name is not for people. */
  private static String checked(String name) {
    if (!name.matches(PolicyUpdate.AUTHOR) || name.equals("breaker")) {
      throw CliFailure.usage(
          "--by '"
              + name
              + "': a name is 1 to 128 characters of A-Z a-z 0-9 . _ @ -, and not"
              + " 'breaker'.");
    }
    return name;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
