package io.livegate.job.io;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.policy.LayerStamp;
import io.livegate.policy.Policy;
import java.util.List;

/** How a policy is named in events and in the output of commands. */
public final class PolicyJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PolicyJson() {}

  /** {@code id}, {@code version} and, where there are any, {@code layers}, the lowest first. */
  public static ObjectNode name(Policy policy) {
    return name(policy.id(), policy.version(), policy.layers());
  }

  static ObjectNode name(String id, int version, List<LayerStamp> layers) {
    ObjectNode name = JSON.createObjectNode().put("id", id).put("version", version);
    if (!layers.isEmpty()) {
      ArrayNode list = name.putArray("layers");
      for (LayerStamp layer : layers) {
        list.addObject()
            .put("of", layer.of().id())
            .put("id", layer.id())
            .put("version", layer.version());
      }
    }
    return name;
  }
}
