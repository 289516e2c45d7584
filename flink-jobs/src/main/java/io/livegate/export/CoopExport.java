package io.livegate.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bodies for ROOST Coop: {@code POST /api/v1/items/async/} and {@code POST /api/v1/report/appeal}.
 * The item types are to be made in Coop with the fields of {@link #FIELDS}.
 */
public final class CoopExport {

  /** The item type of an action. */
  public static final String ACTION_TYPE = "livegate-action";

  /** The item type of who is appealing: the device. */
  public static final String DEVICE_TYPE = "livegate-device";

  static final List<String> FIELDS =
      List.of(
          "tenant",
          "session",
          "call",
          "effect",
          "ruleId",
          "verdict",
          "automation",
          "reasonCategory",
          "statement");

  private static final ObjectMapper JSON = new ObjectMapper();

  private CoopExport() {}

  /** Whether Coop is to hear of it: an enforced action against somebody, or one for a human. */
  public static boolean concerns(JsonNode event) {
    JsonNode data = event.path("data");
    return data.path("mode").asText().equals("enforce")
        && List.of("review", "warn", "blur", "refuse", "disconnect", "ban")
            .contains(data.path("effect").asText());
  }

  /** The body that submits an action as an item. */
  public static ObjectNode items(JsonNode event) {
    ObjectNode body = JSON.createObjectNode();
    body.putArray("items").add(item(event));
    return body;
  }

  /**
   * The body of an appeal. Coop answers with {@code appealId} and {@code ACCEPT} or {@code REJECT}:
   * {@code overturned} and {@code upheld} of the event with this id.
   *
   * @param appealedBy the platform's name of the person; null takes the device
   * @param reason in their words
   */
  public static ObjectNode appeal(
      JsonNode event, @Nullable String appealedBy, Instant at, @Nullable String reason) {
    JsonNode data = event.path("data");
    ObjectNode body = JSON.createObjectNode();
    body.put("appealId", event.path("id").asText());
    body.putObject("appealedBy")
        .put("typeId", DEVICE_TYPE)
        .put("id", appealedBy == null ? data.path("device").asText() : appealedBy);
    body.put("appealedAt", at.toString());
    body.set("actionedItem", item(event));
    body.putArray("actionsTaken").add("livegate-" + data.path("effect").asText());
    if (reason != null) {
      body.put("appealReason", reason);
    }
    body.putArray("violatingPolicies")
        .addObject()
        .put("id", "livegate-" + data.path("reasonCategory").asText());
    return body;
  }

  private static ObjectNode item(JsonNode event) {
    JsonNode data = event.path("data");
    ObjectNode item = JSON.createObjectNode();
    item.put("id", event.path("id").asText());
    item.put("typeId", ACTION_TYPE);
    ObjectNode fields = item.putObject("data");
    for (String field : FIELDS) {
      if (data.has(field)) {
        fields.put(field, data.path(field).asText());
      }
    }
    if (event.has("time")) {
      fields.put("createdAt", Instant.parse(event.path("time").asText()).toString());
    }
    if (data.has("device")) {
      fields.putObject("device").put("id", data.path("device").asText()).put("typeId", DEVICE_TYPE);
    }
    return item;
  }
}
