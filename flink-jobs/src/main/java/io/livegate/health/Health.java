package io.livegate.health;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * How it is just now.
 *
 * @param job Flink's word for the job's state; empty where there is none
 * @param dead why nothing will be judged any more without somebody's help; empty: it lives
 * @param unready why nobody should rely on it just now; empty: it is ready
 */
public record Health(String job, List<String> dead, List<String> unready) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public Health {
    dead = List.copyOf(dead);
    unready = List.copyOf(unready);
  }

  public boolean isAlive() {
    return dead.isEmpty();
  }

  public boolean isReady() {
    return dead.isEmpty() && unready.isEmpty();
  }

  /** One JSON object: {@code alive}, {@code job}, {@code reasons}. */
  String livenessJson() {
    return json("alive", isAlive(), dead);
  }

  /** One JSON object: {@code ready}, {@code job}, {@code reasons}. */
  public String readinessJson() {
    return json("ready", isReady(), reasons());
  }

  /** Why it is not ready; empty where it is. */
  public List<String> reasons() {
    return dead.isEmpty() ? unready : dead;
  }

  private String json(String what, boolean is, List<String> reasons) {
    ObjectNode node = JSON.createObjectNode().put(what, is).put("job", job);
    node.set("reasons", JSON.valueToTree(reasons));
    return node.toString();
  }
}
