package io.livegate.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.job.config.ConfigProblemsException;
import io.livegate.job.probe.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookConfigParserTest {

  @TempDir private Path folder;

  @Test
  void whatIsLeftOutHasItsDefault() throws IOException {
    WebhookConfig config =
        parse("endpoints: [{url: 'https://p.example/hook', secrets: ['" + secret(32) + "']}]");
    assertThat(config.endpoints()).singleElement().extracting(Endpoint::tenant).isEqualTo("*");
    assertThat(config.giveUpAfter()).isEqualTo(Duration.ofHours(1));
    assertThat(config.deadLetters()).isEqualTo("livegate.undelivered");
  }

  @Test
  void anEventGoesToItsTenantOrToTheEndpointForOthersAndTheProbesToNobody() throws IOException {
    String secret = secret(32);
    WebhookConfig config =
        parse(
            "endpoints: [{url: 'https://p.example/h', secrets: ['%s']}, {tenant: a, url: 'https://a.example/h', secrets: ['%s']}]"
                .formatted(secret, secret));
    Endpoint others = config.endpoints().get(0);
    Endpoint own = config.endpoints().get(1);
    assertThat(config.belongs(event("a"), own)).isTrue();
    assertThat(config.belongs(event("a"), others)).isFalse();
    assertThat(config.belongs(event("b"), others)).isTrue();
    assertThat(config.belongs(event("b"), own)).isFalse();
    assertThat(config.belongs(event(Probe.TENANT), others)).isFalse();
  }

  private static Event event(String tenant) {
    return new Event(new TopicPartition("e", 0), 0, "k", "id", "type", tenant, false, "{}");
  }

  @Test
  void everyProblemIsListedAtOnce() throws IOException {
    String twice = "{tenant: a, url: 'https://p.example/h', secrets: ['" + secret(32) + "']}";
    String yaml =
        """
        timout: 3s
        giveUpAfter: soon
        endpoints:
          - %s
          - %s
          - {tenant: b, url: 'http://p.example/h', secrets: ['%s']}
          - {tenant: c, url: 'https://user:pw@p.example/h', secrets: ['whsec_AAAA']}
          - {tenant: d, url: 'https://p.example/h', secrets: ['${env:LIVEGATE_NO_SUCH_SECRET}']}
          - {tenant: e, url: 'https://p.example/h'}
        """
            .formatted(twice, twice, secret(8));
    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(ConfigProblemsException.class)
        .hasMessageContaining("timout")
        .hasMessageContaining("did you mean 'timeout'")
        .hasMessageContaining("giveUpAfter")
        .hasMessageContaining("there are two of 'a'")
        .hasMessageContaining("'http://p.example/h' is no https:// address")
        .hasMessageContaining("has 8 bytes")
        .hasMessageContaining("https://***@p.example")
        .hasMessageContaining("does not stand in this file")
        .hasMessageContaining("needs the variable NAME")
        .hasMessageContaining("endpoints[5].secrets: none");
  }

  @Test
  void aFileWithoutEndpointsIsRefused() {
    assertThatThrownBy(() -> parse("{}")).hasMessageContaining("give at least one");
  }

  @Test
  void noMessageHoldsASecret() throws IOException {
    Path file = folder.resolve("s.properties");
    Files.writeString(file, "k=whsec_bm90LWxvbmctZW5vdWdo!!\n");
    String yaml =
        "endpoints: [{url: 'https://p.example/h', secrets: ['${file:"
            + file
            + ":k}', whsec_c2Vj]}]";
    assertThatThrownBy(() -> parse(yaml))
        .hasMessageContaining("no base64")
        .hasMessageNotContaining("bm90")
        .hasMessageNotContaining("c2Vj");
    String wrong =
        "endpoints: [{url: 'http://user:c2Vj@p.example/h?key=c2Vj', secrets: whsec_c2Vj}]";
    assertThatThrownBy(() -> parse(wrong))
        .hasMessageContaining("'http://***@p.example/h?***' is no https:// address")
        .hasMessageContaining("secrets: what stands there is not a list of texts")
        .hasMessageNotContaining("c2Vj");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "endpoints: whsec_c2Vj | endpoints: what stands there is not a list of mappings",
        "endpoints: {tenant: a, secrets: [whsec_c2Vj]} | endpoints: what stands there is not a list",
        "endpoints: [whsec_c2Vj] | endpoints[0]: what stands there is not a mapping of keys",
        "endpoints: [{url: {https: 'user:c2Vj@host'}}] | endpoints[0].url: what stands there is not",
        "endpoints: [secrets: [whsec_c2Vj: a: b | not YAML in line 1: ",
      })
  void aMisplacedSecretIsNotShown(String yaml, String message) {
    assertThatThrownBy(() -> parse(yaml))
        .hasMessageContaining(message)
        .hasMessageNotContaining("c2Vj");
  }

  private String secret(int bytes) throws IOException {
    Path file = Files.createTempFile(folder, "secret", ".properties");
    Files.writeString(
        file, "key=whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]) + "\n");
    return "${file:" + file + ":key}";
  }

  private static WebhookConfig parse(String yaml) {
    return WebhookConfigParser.parse(yaml, "test");
  }
}
