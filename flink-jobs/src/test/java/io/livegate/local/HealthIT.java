package io.livegate.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.health.Health;
import io.livegate.health.HealthCheck;
import io.livegate.health.HealthServer;
import io.livegate.job.FakeJudge;
import io.livegate.job.config.OperationsConfig;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.policy.read.PolicyFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Health over HTTP, of a whole Livegate whose broker goes away and comes back. */
@Timeout(600)
class HealthIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path folder;

  private int port;

  @Test
  void unreadyWhileTheBrokerIsDeadAndReadyAgainAfterwards() throws Exception {
    BrokerSetup setup = BrokerSetup.onFreePorts(folder);
    setup.format();
    KafkaRaftServer broker = broker(setup);
    PipelineConfig config = config(setup, "[content]");
    LocalLivegate livegate =
        LocalLivegate.startOn(config, FakeJudge.factory(), PolicyFile.bundled().text());
    HealthCheck check = new HealthCheck(livegate.restAddress(), config.operations());
    try (livegate;
        HealthServer server = HealthServer.start(check, 0)) {
      port = server.port();
      JsonNode ready = await("/readyz", 200);
      assertThat(ready.path("ready").asBoolean()).isTrue();
      assertThat(ready.path("reasons")).isEmpty();
      assertThat(get("/healthz").statusCode()).isEqualTo(200);
      assertThat(withoutPermission(livegate, setup).unready())
          .containsExactly("the content lane has no model");

      broker.shutdown();
      broker.awaitShutdown();
      JsonNode dead = await("/readyz", 503);
      assertThat(dead.path("ready").asBoolean()).isFalse();
      assertThat(dead.path("reasons")).isNotEmpty();
      assertThat(get("/healthz").statusCode()).isEqualTo(200);

      broker = broker(setup);
      await("/readyz", 200);
    } finally {
      broker.shutdown();
      broker.awaitShutdown();
    }
    Health over = check.now();
    assertThat(over.isAlive()).isFalse();
    assertThat(over.isReady()).isFalse();
  }

  private static Health withoutPermission(LocalLivegate livegate, BrokerSetup setup)
      throws InterruptedException {
    OperationsConfig strict = config(setup, "[]").operations();
    return new HealthCheck(livegate.restAddress(), strict).now();
  }

  private static PipelineConfig config(BrokerSetup setup, String mayLack) {
    return PipelineConfigParser.parse(
        """
        kafka: {bootstrapServers: '%s'}
        checkpoint: {interval: 200ms, parallelism: 1, restarts: 1000, restartDelay: 500ms}
        operations:
          probe: {interval: 1s, patience: 20s}
          health: {checkpointAge: 5s, mayLack: %s}
        """
            .formatted(setup.bootstrapServers(), mayLack),
        "health");
  }

  private static KafkaRaftServer broker(BrokerSetup setup) {
    KafkaRaftServer server =
        new KafkaRaftServer(KafkaConfig.fromProps(setup.properties(), false), Time.SYSTEM);
    server.startup();
    return server;
  }

  private JsonNode await(String path, int status) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    HttpResponse<String> response = get(path);
    while (response.statusCode() != status) {
      assertThat(System.nanoTime()).as("%s is %s", path, response.body()).isLessThan(deadline);
      Thread.sleep(200);
      response = get(path);
    }
    return new ObjectMapper().readTree(response.body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
