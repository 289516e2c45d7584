package io.livegate.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.cli.demo.GeneratedSource;
import io.livegate.cli.demo.GeneratedSource.Scene;
import io.livegate.cli.session.JudgeRun;
import io.livegate.cli.session.ReportJson;
import io.livegate.cli.session.Target;
import io.livegate.job.FakeJudge;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.job.io.Topics;
import io.livegate.job.judge.LaneFrameJudges;
import io.livegate.policy.read.PolicyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Kafka that wants TLS and a password, as a platform's has; the job's password lies in a file.
 */
@Timeout(600)
class SecuredKafkaIT {

  private static final String PASSWORD = "correct-horse-battery-staple";
  private static final String STORE_PASSWORD = "changeit-please";

  @TempDir Path folder;

  private BrokerSetup setup;
  private KafkaRaftServer server;

  @BeforeEach
  void start_broker() throws Exception {
    Path broker = Files.createDirectory(folder.resolve("broker"));
    makeCertificate(folder.resolve("store.p12"));
    Files.writeString(folder.resolve("password"), PASSWORD);
    Files.writeString(folder.resolve("store.properties"), "password=" + STORE_PASSWORD + "\n");
    setup = BrokerSetup.onFreePorts(broker);
    setup.format();
    server = new KafkaRaftServer(KafkaConfig.fromProps(secured(), false), Time.SYSTEM);
    server.startup();
  }

  @AfterEach
  void stop_broker() {
    server.shutdown();
    server.awaitShutdown();
  }

  @Test
  void the_job_runs_on_it_with_a_password_that_its_configuration_does_not_hold() {
    PipelineConfig config = config("password");
    assertThat(config.toString()).doesNotContain(PASSWORD);

    Topics.create(config);
    try (LocalLivegate livegate =
        LocalLivegate.startOn(config, FakeJudge.factory(), PolicyFile.bundled().text())) {
      assertThat(livegate.failure()).isEmpty();
    }
  }

  @Test
  void files_are_judged_over_it() throws Exception {
    PipelineConfig config = config("password").withTime(PipelineConfig.TimeAxis.MEDIA);
    Topics.create(config);
    List<String> judged = new ArrayList<>();
    try (LocalLivegate livegate =
            LocalLivegate.startOn(config, new LaneFrameJudges(), PolicyFile.bundled().text());
        JudgeRun run =
            new JudgeRun(Target.of(livegate.config()), new JudgeRun.Order.Apart(1), note -> {})) {
      livegate.whenFailed().thenAccept(why -> run.fail(new IllegalStateException(why)));
      run.judge(
          List.of(new JudgeRun.Input("wall", () -> new GeneratedSource(Scene.WALL, 1))),
          session -> judged.add(ReportJson.line(session.report())));
    }
    assertThat(judged).hasSize(1).first().asString().contains("\"session\":\"wall\"");
  }

  @Test
  void a_wrong_password_is_said_before_anything_runs_and_is_not_shown() throws IOException {
    Files.writeString(folder.resolve("wrong"), "wrong-secret-word");

    assertThatThrownBy(() -> Topics.create(config("wrong")))
        .hasMessageContaining("Authentication failed")
        .hasMessageContaining(setup.bootstrapServers())
        .hasMessageNotContaining("wrong-secret-word");
  }

  private PipelineConfig config(String passwordFile) {
    return PipelineConfigParser.parse(
        """
        kafka:
          bootstrapServers: %s
          properties:
            security.protocol: SASL_SSL
            sasl.mechanism: PLAIN
            sasl.jaas.config: >-
              org.apache.kafka.common.security.plain.PlainLoginModule required
              username="livegate" password="${directory:%s:%s}";
            ssl.truststore.location: %s/store.p12
            ssl.truststore.password: ${file:%s/store.properties:password}
        checkpoint: {parallelism: 1}
        scheduler: {workers: 1}
        """
            .formatted(setup.bootstrapServers(), folder, passwordFile, folder, folder),
        "test");
  }

  private Properties secured() {
    Properties p = setup.properties();
    String plain = "org.apache.kafka.common.security.plain.PlainLoginModule required ";
    p.put("listeners", p.getProperty("listeners").replace("PLAINTEXT", "SASL_SSL"));
    p.put(
        "advertised.listeners",
        p.getProperty("advertised.listeners").replace("PLAINTEXT", "SASL_SSL"));
    p.put("inter.broker.listener.name", "SASL_SSL");
    p.put("listener.security.protocol.map", "SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT");
    p.put("sasl.enabled.mechanisms", "PLAIN");
    p.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
    p.put(
        "listener.name.sasl_ssl.plain.sasl.jaas.config",
        plain
            + "username=\"admin\" password=\"admin\" user_admin=\"admin\" user_livegate=\""
            + PASSWORD
            + "\";");
    for (String store : List.of("keystore", "truststore")) {
      p.put("ssl." + store + ".location", folder.resolve("store.p12").toString());
      p.put("ssl." + store + ".password", STORE_PASSWORD);
      p.put("ssl." + store + ".type", "PKCS12");
    }
    return p;
  }

  private static void makeCertificate(Path store) throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                STORE_PASSWORD,
                "-alias",
                "broker",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1")
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
  }
}
