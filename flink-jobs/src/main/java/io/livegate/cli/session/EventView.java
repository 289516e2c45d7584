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
 * @param statement why, in a sentence
 * @param brief the rule and what it saw, in half a line
 */
public record EventView(
    String type,
    long atMillis,
    String rule,
    String verdict,
    boolean observed,
    String statement,
    String brief) {

  public static EventView of(JsonNode event) {
    JsonNode data = event.path("data");
    String type = event.path("type").asText();
    List<String> reasons = new ArrayList<>();
    data.path("reasons").forEach(reason -> reasons.add(words(reason.asText())));
    String statement = data.path("statement").asText("");
    String rule = data.path("ruleId").asText("");
    String saw = evidence(data.path("evidence"));
    String why = saw.isEmpty() ? String.join(", ", reasons) : saw;
    return new EventView(
        type.substring(type.lastIndexOf('.') + 1),
        data.path("atMillis").asLong(),
        rule,
        data.path("verdict").asText(""),
        data.path("mode").asText().equals("observe"),
        statement.isEmpty() ? String.join(", ", reasons) : statement,
        rule.isEmpty() || why.isEmpty() ? rule + why : rule + ": " + why);
  }

  /** {@code liveness.live below 0.2 in 18 of 18, face.present at least 1 in 18 of 18}. */
  private static String evidence(JsonNode conditions) {
    List<String> held = new ArrayList<>();
    for (JsonNode condition : conditions) {
      held.add(
          condition.path("signal").asText()
              + " "
              + words(condition.path("comparison").asText())
              + " "
              + condition.path("threshold").asText().replaceFirst("\\.0$", "")
              + " in "
              + condition.path("hits").asText()
              + " of "
              + condition.path("samples").asText());
    }
    return String.join(", ", held);
  }

  /** {@code FACE_TOO_SMALL} as people write it. */
  public static String words(String code) {
    return code.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
