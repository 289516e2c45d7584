package io.livegate.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The fields of a CloudEvent that people are shown.
 *
 * @param type the last word of the event's type: admitted, refused, disconnected
 * @param atMillis on the session's time axis
 * @param rule the policy rule that fired, empty if none
 * @param verdict what the session is held to show, empty if the event has none
 * @param observed it says only what would have happened
 * @param statement why, in words
 */
public record EventView(
    String type, long atMillis, String rule, String verdict, boolean observed, String statement) {

  public static EventView of(JsonNode event) {
    JsonNode data = event.path("data");
    String type = event.path("type").asText();
    List<String> reasons = new ArrayList<>();
    data.path("reasons").forEach(reason -> reasons.add(words(reason.asText())));
    String statement = data.path("statement").asText("");
    return new EventView(
        type.substring(type.lastIndexOf('.') + 1),
        data.path("atMillis").asLong(),
        data.path("ruleId").asText(""),
        data.path("verdict").asText(""),
        data.path("mode").asText().equals("observe"),
        statement.isEmpty() ? String.join(", ", reasons) : statement);
  }

  /** {@code FACE_TOO_SMALL} as people write it. */
  public static String words(String code) {
    return code.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
