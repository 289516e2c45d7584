package io.livegate.job.io;

import io.livegate.job.PipelineConfig;
import java.util.Properties;

/** Properties every Kafka client of a deployment has in common. */
public final class KafkaClients {

  private KafkaClients() {}

  /** Bootstrap servers and the operator's own properties. */
  public static Properties properties(PipelineConfig.Kafka kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka.properties());
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    return properties;
  }
}
