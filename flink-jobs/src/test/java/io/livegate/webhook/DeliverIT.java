package io.livegate.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.audit.AuditCheck;
import io.livegate.audit.Seal;
import io.livegate.cli.Livegate;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.io.Topics;
import io.livegate.local.LocalBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real process, the real broker and a platform that fails, stalls and refuses. */
@Timeout(600)
class DeliverIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SESSIONS = 20;
  private static final int EVENTS_EACH = 20;

  @TempDir private Path folder;

  @Test
  void killedInTheMiddleItDeliversEverythingInOrderAndSigned() throws Exception {
    try (LocalBroker broker = LocalBroker.start();
        UnreliablePlatform platform = UnreliablePlatform.start(0.3)) {
      PipelineConfig config =
          PipelineConfig.defaults().withBootstrapServers(broker.bootstrapServers());
      Topics.create(config);
      Path webhooks = webhooks(platform, "1h");

      Process recorder = audit(broker);
      Process first = deliver(broker, webhooks);
      awaitLine(first, "sending");
      // Its group is new: it takes what comes once it has looked where the topic ends.
      awaitDelivery(config, platform);
      assertThat(output()).contains("nothing is known of deliveries to the endpoint of 't': a new");
      publish(config);
      platform.awaitTaken(SESSIONS * EVENTS_EACH / 3);
      first.destroyForcibly().waitFor();
      recorder.destroyForcibly().waitFor();
      int atTheKill = platform.taken().size();
      assertThat(atTheKill).as("killed in the middle").isLessThan(SESSIONS * EVENTS_EACH);

      Process second = deliver(broker, webhooks);
      platform.awaitDistinct(SESSIONS * EVENTS_EACH + 1);
      second.destroy();
      assertThat(second.waitFor(2, TimeUnit.MINUTES)).isTrue();

      assertThat(platform.unsigned()).as("calls without a right signature").isZero();
      assertThat(platform.failed()).as("calls the platform failed").isPositive();
      assertInOrder(platform.taken());
      assertThat(output()).as("of the second").doesNotContain("nothing is known");
      assertThat(audit(broker, "--once").waitFor()).isZero();
      AuditCheck.Result log = AuditCheck.of(folder.resolve("audit"), Seal.withoutKey(), null);
      assertThat(log.problems()).isEmpty();
      assertThat(log.lines()).as("each event once").isEqualTo(events(config));
    }
  }

  @Test
  void whatIsGivenUpIsKeptAndSentOnceMoreWhenAskedFor() throws Exception {
    try (LocalBroker broker = LocalBroker.start();
        UnreliablePlatform platform = UnreliablePlatform.start(0)) {
      PipelineConfig config =
          PipelineConfig.defaults().withBootstrapServers(broker.bootstrapServers());
      Topics.create(config);
      Path webhooks = webhooks(platform, "300ms");
      Process process = deliver(broker, webhooks);
      awaitLine(process, "sending");
      awaitDelivery(config, platform);

      platform.refuseEverything(true);
      send(config, "s", 1);
      awaitLine(process, "given up after");
      process.destroy();
      process.waitFor();
      assertThat(platform.distinct()).isEqualTo(1);

      platform.refuseEverything(false);
      Process again = deliver(broker, webhooks, "--undelivered");
      assertThat(again.waitFor(3, TimeUnit.MINUTES)).as("it ends by itself").isTrue();
      assertThat(again.exitValue()).isZero();
      assertThat(platform.distinct()).isEqualTo(2);
    }
  }

  private Path webhooks(UnreliablePlatform platform, String giveUpAfter) throws IOException {
    Path secrets = folder.resolve("secrets.properties");
    Files.writeString(
        secrets,
        "new=" + UnreliablePlatform.SECRET + "\nold=" + UnreliablePlatform.OLD_SECRET + "\n");
    Path file = folder.resolve("webhooks.yaml");
    Files.writeString(
        file,
        """
        endpoints:
          - tenant: t
            url: %s
            secrets: ['${file:%s:new}', '${file:%s:old}']
        timeout: 1s
        firstWait: 20ms
        longestWait: 200ms
        giveUpAfter: %s
        """
            .formatted(platform.url(), secrets, secrets, giveUpAfter));
    return file;
  }

  private Process deliver(LocalBroker broker, Path webhooks, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("deliver", "--webhooks", webhooks.toString()));
    arguments.addAll(List.of(more));
    return livegate(broker, "output", arguments);
  }

  private Process audit(LocalBroker broker, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("audit", "record", folder.resolve("audit").toString()));
    arguments.addAll(List.of(more));
    return livegate(broker, "audit-output", arguments);
  }

  private Process livegate(LocalBroker broker, String output, List<String> arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", // as the tests themselves
                "-cp",
                System.getProperty("java.class.path"),
                Livegate.class.getName()));
    command.addAll(arguments);
    command.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(output).toFile())
        .start();
  }

  private void awaitLine(Process process, String part) throws IOException, InterruptedException {
    while (!output().contains(part)) {
      assertThat(process.isAlive()).as(output()).isTrue();
      Thread.sleep(50);
    }
  }

  /** Of the newest {@code deliver}. */
  private String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  /** Sends one event again and again until the process has found its place in the topic. */
  private void awaitDelivery(PipelineConfig config, UnreliablePlatform platform)
      throws InterruptedException {
    while (platform.taken().isEmpty()) {
      send(config, "first", 1);
      Thread.sleep(500);
    }
  }

  private void publish(PipelineConfig config) {
    IntStream.range(0, SESSIONS).forEach(i -> send(config, "s" + i, EVENTS_EACH));
  }

  private static void send(PipelineConfig config, String session, int events) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", config.kafka().bootstrapServers());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < events; i++) {
        String event =
            """
            {"specversion":"1.0","id":"%s-%d","source":"/livegate","subject":"%s",\
            "type":"io.livegate.session.warned",\
            "data":{"tenant":"t","session":"%s","mode":"enforce","ordinal":%d}}"""
                .formatted(session, i, session, session, i);
        var unused =
            producer.send(
                new ProducerRecord<>(config.kafka().topics().events(), "t/" + session, event));
      }
    }
  }

  /** Records on the events topic; none of them is a transaction's mark. */
  private static long events(PipelineConfig config) throws Exception {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", config.kafka().bootstrapServers());
    try (Admin admin = Admin.create(properties)) {
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      for (int i = 0; i < config.kafka().partitions(); i++) {
        ends.put(new TopicPartition(config.kafka().topics().events(), i), OffsetSpec.latest());
      }
      return admin.listOffsets(ends).all().get().values().stream()
          .mapToLong(each -> each.offset())
          .sum();
    }
  }

  /** What a platform sees that keeps what it has not seen before. */
  private static void assertInOrder(List<String> bodies) throws IOException {
    Map<String, Integer> next = new HashMap<>();
    for (String body : bodies) {
      JsonNode data = JSON.readTree(body).path("data");
      String session = data.path("session").asText();
      int ordinal = data.path("ordinal").asInt();
      int expected = next.getOrDefault(session, 0);
      assertThat(ordinal).as("of session %s", session).isLessThanOrEqualTo(expected);
      next.put(session, Math.max(expected, ordinal + 1));
    }
    IntStream.range(0, SESSIONS).forEach(i -> assertThat(next).containsEntry("s" + i, EVENTS_EACH));
  }
}
