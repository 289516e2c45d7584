package io.livegate.cli;

import io.livegate.job.PipelineConfig;
import io.livegate.job.io.KafkaClients;
import io.livegate.replay.Clock;
import io.livegate.signal.Signals;
import io.livegate.signal.SignalsReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Recorded signals: a file with one record a line, or a topic as it stands now. */
final class RecordedSignals {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Option(
      names = "--signals",
      paramLabel = "FILE|TOPIC",
      description =
          "A file of ./livegate judge --signals-out, or a topic such as livegate.signals.")
  private @Nullable String from;

  @Mixin private BrokerChoice broker = new BrokerChoice();

  /** Whether the option was used. */
  boolean areGiven() {
    return from != null;
  }

  /**
   * The configuration chosen.
   *
   * @throws CliFailure listing every problem
   */
  PipelineConfig pipeline() {
    return broker.pipeline();
  }

  /** A file's times are the media's, a topic's the broker's. */
  Clock clock() {
    return isFile() ? Clock.MEDIA : Clock.BROKER;
  }

  /**
   * Hands on every record, those of one session in their order.
   *
   * @throws CliFailure if they cannot be read, naming the place
   */
  void read(Consumer<Signals> records) {
    if (isFile()) {
      readFile(records);
    } else {
      readTopic(records);
    }
  }

  private boolean isFile() {
    return given().indexOf('/') >= 0 || Files.exists(Path.of(given()));
  }

  private String given() {
    if (from == null) {
      throw CliFailure.usage("--signals is missing: a file or a topic to read signals from.");
    }
    return from;
  }

  private void readFile(Consumer<Signals> records) {
    try (InputStream file = Files.newInputStream(Path.of(given()))) {
      new SignalsReader().readLines(file, records);
    } catch (NoSuchFileException e) {
      throw CliFailure.usage(
          "there is no file of signals '" + given() + "'; judge --signals-out writes one.", e);
    } catch (IOException e) {
      throw CliFailure.usage(given() + " is not a file of signals: " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** Partition after partition, so that the order is the same each time. */
  private void readTopic(Consumer<Signals> records) {
    PipelineConfig pipeline = pipeline();
    Properties properties = KafkaClients.properties(pipeline.kafka());
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    SignalsReader reader = new SignalsReader();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(given(), PATIENCE).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .sorted(Comparator.comparingInt(TopicPartition::partition))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      for (TopicPartition partition : partitions) {
        long end = ends.getOrDefault(partition, 0L);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        while (consumer.position(partition, PATIENCE) < end) {
          for (ConsumerRecord<byte[], byte[]> one : consumer.poll(Duration.ofMillis(200))) {
            if (one.offset() < end) {
              records.accept(read(reader, one));
            }
          }
        }
      }
    } catch (KafkaException | IllegalStateException e) {
      throw CliFailure.failed(
          "the topic "
              + given()
              + " cannot be read: "
              + e.getMessage()
              + " (a file needs a / or"
              + " must exist).",
          e);
    }
  }

  private static Signals read(SignalsReader reader, ConsumerRecord<byte[], byte[]> one) {
    try {
      return reader.read(one.value());
    } catch (IOException e) {
      throw CliFailure.usage(
          one.topic()
              + "/"
              + one.partition()
              + "/"
              + one.offset()
              + " is not a signals record: "
              + firstLine(e),
          e);
    }
  }
}
