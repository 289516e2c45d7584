package io.livegate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.audit.AuditEvents;
import io.livegate.job.config.PipelineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Recorded events: a topic as it stands now, an audit log, or a file with one event a line. */
final class RecordedEvents {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(
      names = "--events",
      paramLabel = "DIR|FILE|TOPIC",
      description =
          "An audit log's folder, a file with one event a line, or a topic (default: the"
              + " configured events topic).")
  private @Nullable String from;

  @Mixin private BrokerChoice broker = new BrokerChoice();

  /**
   * The configuration chosen.
   *
   * @throws CliFailure listing every problem
   */
  PipelineConfig pipeline() {
    return broker.pipeline();
  }

  /**
   * Hands on every event, those of one session in their order.
   *
   * @throws CliFailure if they cannot be read, naming the place
   */
  void read(Consumer<JsonNode> events) {
    String given = from;
    if (given != null && (given.indexOf('/') >= 0 || Files.exists(Path.of(given)))) {
      try {
        AuditEvents.read(Path.of(given), events);
      } catch (IOException e) {
        throw CliFailure.usage("events cannot be read: " + e.getMessage(), e);
      }
      return;
    }
    PipelineConfig pipeline = pipeline();
    String topic = given == null ? pipeline.kafka().topics().events() : given;
    WholeTopic.read(pipeline, topic, one -> accept(one, events));
  }

  /** A stranger's record is passed over: it is no event. */
  private static void accept(ConsumerRecord<byte[], byte[]> one, Consumer<JsonNode> events) {
    if (one.value() == null) {
      return;
    }
    JsonNode event;
    try {
      event = JSON.readTree(one.value());
    } catch (IOException e) {
      return;
    }
    events.accept(event);
  }
}
