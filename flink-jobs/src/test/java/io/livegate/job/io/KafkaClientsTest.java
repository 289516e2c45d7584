package io.livegate.job.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.job.FakeJudge;
import io.livegate.job.ModerationJob;
import io.livegate.job.config.PipelineConfig;
import io.livegate.job.config.PipelineConfigParser;
import io.livegate.policy.read.PolicyFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaClientsTest {

  private static final String SECRET = "correct-horse-battery-staple";

  @TempDir Path folder;

  @Test
  void a_client_finds_the_secret_and_nothing_else_holds_it() throws IOException {
    Files.writeString(folder.resolve("password"), SECRET);
    Files.writeString(folder.resolve("kafka.properties"), "truststore=" + SECRET + "\n");
    PipelineConfig config =
        config(
            Map.of(
                "sasl.jaas.config",
                    "Login required password=\"${directory:" + folder + ":password}\";",
                "ssl.truststore.password", "${file:" + folder + "/kafka.properties:truststore}",
                "client.id", "${env:PATH}"));

    Properties properties = KafkaClients.properties(config.kafka());

    Map<String, Object> seen = new AdminClientConfig(properties).originals();
    assertThat(seen.get("sasl.jaas.config"))
        .isEqualTo("Login required password=\"" + SECRET + "\";");
    assertThat(seen.get("ssl.truststore.password")).isEqualTo(SECRET);
    assertThat(seen.get("client.id")).isEqualTo(System.getenv("PATH"));
    assertThat(properties.toString()).doesNotContain(SECRET);
    assertThat(serializedJob(config)).contains("ssl.truststore.password").doesNotContain(SECRET);
    KafkaClients.requireSecrets(config.kafka());
  }

  @Test
  void a_secret_written_into_the_configuration_is_not_printed_with_it() {
    PipelineConfig config = config(Map.of("ssl.truststore.password", SECRET));

    assertThat(config.toString()).contains("ssl.truststore.password").doesNotContain(SECRET);
  }

  @Test
  void every_reference_that_leads_nowhere_is_named_before_anything_starts() {
    PipelineConfig config =
        config(
            Map.of(
                "sasl.jaas.config", "password=\"${env:NO_SUCH_VARIABLE_HERE}\"",
                "ssl.key.password", "${file:/no/such/file:key}",
                "client.id", "plain"));

    assertThatThrownBy(() -> Topics.create(config))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("kafka.properties.sasl.jaas.config: password=\"${env:NO_SUCH")
        .hasMessageContaining("kafka.properties.ssl.key.password: ${file:/no/such/file:key}")
        .hasMessageNotContaining("client.id");
  }

  private static PipelineConfig config(Map<String, String> properties) {
    StringBuilder yaml = new StringBuilder("kafka: {properties: {");
    properties.forEach(
        (name, value) -> yaml.append(name).append(": '").append(value).append("', "));
    return PipelineConfigParser.parse(yaml + "}}", "test");
  }

  private static String serializedJob(PipelineConfig config) throws IOException {
    StreamExecutionEnvironment env = new StreamExecutionEnvironment();
    ModerationJob.build(env, config, FakeJudge.factory(), PolicyFile.bundled().text(), "run");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(env.getStreamGraph().getJobGraph());
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
