package io.livegate.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;

/** The operator's configuration file with what a soak needs otherwise. */
final class SoakConfig {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private SoakConfig() {}

  /**
   * @param yaml that {@code PipelineConfigParser} takes
   * @param metricsPort where the job is asked for its counts
   */
  static String of(String yaml, int metricsPort) throws IOException {
    JsonNode given = YAML.readTree(yaml);
    ObjectNode root = given instanceof ObjectNode object ? object : YAML.createObjectNode();
    root.withObject("/metrics").put("prometheusPort", metricsPort);
    // Its frames are not among those that the soak sends and counts.
    root.withObject("/operations/probe").put("interval", "0s");
    return YAML.writeValueAsString(root);
  }
}
