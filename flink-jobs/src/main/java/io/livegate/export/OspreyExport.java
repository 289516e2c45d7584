package io.livegate.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.job.probe.Probe;
import java.time.Instant;

/**
 * Records for ROOST Osprey's input topic, {@code osprey.actions_input}: any live event about a
 * session or device becomes an action that rules can match by name.
 */
public final class OspreyExport {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PREFIX = "io.livegate.";

  private OspreyExport() {}

  /** Osprey places actions in time, so that it takes live events only; none of the job's probe. */
  public static boolean concerns(JsonNode event) {
    return event.path("type").asText().startsWith(PREFIX)
        && event.has("time")
        && event.path("data").has("tenant")
        && !Probe.is(event.path("data").path("tenant").asText());
  }

  /**
   * {@code io.livegate.session.disconnected} is {@code livegate_session_disconnected}, and {@code
   * livegate_session_disconnected_observed} where nothing was done: a rule on the one must not hold
   * for the other.
   */
  public static ObjectNode action(JsonNode event) {
    String type = event.path("type").asText();
    ObjectNode record = JSON.createObjectNode();
    record.put("send_time", Instant.parse(event.path("time").asText()).toString());
    ObjectNode action = record.putObject("data");
    action.put("action_id", number(event.path("id").asText()));
    ObjectNode data = event.path("data").deepCopy();
    boolean observed = data.has("effect") && data.path("mode").asText().equals("observe");
    String name = "livegate_" + type.substring(PREFIX.length()).replace('.', '_');
    action.put("action_name", observed ? name + "_observed" : name);
    data.put("event_id", event.path("id").asText());
    action.set("data", data);
    return record;
  }

  /** Osprey's ids are numbers; 53 bits are exact in JSON for everybody. */
  private static long number(String id) {
    return Long.parseLong(id.substring(0, 14), 16) >>> 3;
  }
}
