package io.livegate.soak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;

/**
 * The operator's configuration file with what a soak needs otherwise. What is remembered for an
 * hour or a day by default would fill all through a soak of half an hour, and what grows for good
 * could not be told from it: it is made so small that it is full and in turnover before memory is
 * watched.
 */
final class SoakConfig {

  /** Vanished sessions are forgotten after that. */
  private static final String SESSION_TTL = "2m";

  /** The fewest there can be. A minute or two of each tenant. */
  private static final int FRAMES_PER_TENANT = 1_000;

  /**
   * So the broker's own statistics are full: 1028 measurements of each kind of request, most of
   * which come with a checkpoint.
   */
  private static final String CHECKPOINT_INTERVAL = "500ms";

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
    root.withObject("/policy").put("sessionTtl", SESSION_TTL);
    root.withObject("/recurrence").put("framesPerTenant", FRAMES_PER_TENANT);
    root.withObject("/checkpoint").put("interval", CHECKPOINT_INTERVAL);
    return YAML.writeValueAsString(root);
  }
}
