package io.livegate.cli.session;

import io.livegate.job.config.KafkaConfig;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.io.KafkaClients;
import io.livegate.job.io.TopicTail;
import io.livegate.job.io.TopicTail.Visibility;
import io.livegate.job.io.Topics;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A running system, as who feeds it sessions sees it.
 *
 * @param kafka where it is, with what clients need to be let in
 * @param maxFrameBytes a larger frame is not sent
 * @param maxRecordBytes with the frame's headers
 */
public record Target(KafkaConfig kafka, int maxFrameBytes, int maxRecordBytes) {

  public static Target of(PipelineConfig config) {
    return new Target(
        config.kafka(),
        Math.toIntExact(config.decode().maxBytes()),
        Math.toIntExact(Topics.mostBytes(config)));
  }

  Properties clients() {
    Properties clients = KafkaClients.properties(kafka);
    clients.put("max.request.size", maxRecordBytes);
    return clients;
  }

  KafkaConfig.Topics topics() {
    return kafka.topics();
  }

  /** Hands on every signals record from now on, before its transaction is committed. */
  TopicTail signals(
      Consumer<ConsumerRecord<byte[], byte[]>> records, Consumer<Exception> failures) {
    return TopicTail.start(
        clients(), topics().signals(), Visibility.READ_UNCOMMITTED, records, failures);
  }

  /** Hands on every event from now on that is committed. */
  TopicTail events(Consumer<ConsumerRecord<byte[], byte[]>> records, Consumer<Exception> failures) {
    return TopicTail.start(
        clients(), topics().events(), Visibility.READ_COMMITTED, records, failures);
  }
}
