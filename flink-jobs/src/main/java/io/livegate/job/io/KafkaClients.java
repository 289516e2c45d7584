package io.livegate.job.io;

import io.livegate.job.config.KafkaConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Properties every Kafka client of a deployment has in common.
 *
 * <p>A value may refer to a secret instead of being one: <code>${env:NAME}</code>, <code>
 * ${file:/path/of.properties:key}</code> or <code>${directory:/path:file}</code>. Each client
 * resolves that for itself where it is made, so that configuration, job and logs never hold it.
 */
public final class KafkaClients {

  private static final Map<String, String> SECRETS =
      Map.of(
          "config.providers", "env,file,directory",
          "config.providers.env.class", EnvVarConfigProvider.class.getName(),
          "config.providers.file.class", FileConfigProvider.class.getName(),
          "config.providers.directory.class", DirectoryConfigProvider.class.getName());

  private static final String SECRET = "livegate.secret";

  private KafkaClients() {}

  /** Bootstrap servers and the operator's own properties, references as they are. */
  public static Properties properties(KafkaConfig kafka) {
    Properties properties = new Properties();
    if (kafka.properties().values().stream().anyMatch(KafkaClients::refers)) {
      properties.putAll(SECRETS);
    }
    properties.putAll(kafka.properties());
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    return properties;
  }

  private static boolean refers(String value) {
    return value.contains("${");
  }

  /**
   * Checks that every secret is there, on this machine.
   *
   * @throws IllegalStateException naming each property whose reference leads nowhere; no values
   */
  static void requireSecrets(KafkaConfig kafka) {
    List<String> problems = new ArrayList<>();
    kafka
        .properties()
        .forEach(
            (name, value) -> {
              if (refers(value) && !isResolved(kafka, name)) {
                problems.add("kafka.properties." + name + ": " + value);
              }
            });
    if (!problems.isEmpty()) {
      throw new IllegalStateException(
          "a secret is missing on this machine: "
              + String.join("; ", problems)
              + ". ${env:NAME} needs the variable NAME, ${file:PATH:KEY} a properties file with"
              + " that key, ${directory:DIR:FILE} a file with the value");
    }
  }

  /**
   * What a reference leads to on this machine; the text itself where it is none or leads nowhere.
   */
  public static String secret(String reference) {
    Properties properties = new Properties();
    properties.putAll(SECRETS);
    properties.put("bootstrap.servers", "none:1");
    properties.put(SECRET, reference);
    try {
      return String.valueOf(new AdminClientConfig(properties).originals().get(SECRET));
    } catch (ConfigException e) {
      return reference;
    }
  }

  private static boolean isResolved(KafkaConfig kafka, String name) {
    try {
      Object value = new AdminClientConfig(properties(kafka)).originals().get(name);
      return value instanceof String text && !refers(text);
    } catch (ConfigException e) {
      return false;
    }
  }
}
