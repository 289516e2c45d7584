package io.livegate.job.decide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.policy.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The value of a switch on {@code livegate.policies}: {@code {"mode": "observe", "reason": "..."}}.
 *
 * @param mode {@link Mode#OBSERVE}: nothing is carried out; {@link Mode#ENFORCE}: of a breaker
 *     only, it is held back and may not trip
 * @param reason for whoever reads the event
 */
public record ModeSwitch(Mode mode, String reason) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads a switch.
   *
   * @param problems takes whatever is wrong; without any the answer can be used
   */
  static ModeSwitch parse(PolicyKey key, String text, List<String> problems) {
    JsonNode node = JSON.missingNode();
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      problems.add("not JSON: " + e.getOriginalMessage());
    }
    List<String> modes =
        key.kind() == PolicyKey.Kind.BREAKER ? List.of("observe", "enforce") : List.of("observe");
    String mode = node.path("mode").asText("");
    if (!modes.contains(mode)) {
      problems.add(
          "mode: '"
              + mode
              + "' must be "
              + String.join(" or ", modes)
              + "; a record without a"
              + " value takes the switch back");
    }
    String reason = node.path("reason").asText("");
    if (reason.isBlank()) {
      problems.add("reason: say why, in a sentence");
    }
    Set<String> unknown = new TreeSet<>();
    node.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(Set.of("mode", "reason"));
    unknown.forEach(name -> problems.add(name + ": unknown; there are mode and reason"));
    return new ModeSwitch("enforce".equals(mode) ? Mode.ENFORCE : Mode.OBSERVE, reason);
  }

  /** The same for a record that was checked before. */
  public static ModeSwitch ofChecked(PolicyKey key, String text) {
    return parse(key, text, new ArrayList<>());
  }

  /** Where what holds a tenant's sessions back may stand; of all tenants where it is null. */
  public static List<PolicyKey> keys(@Nullable String tenant) {
    List<PolicyKey> keys = new ArrayList<>();
    for (PolicyKey.Kind kind : List.of(PolicyKey.Kind.OBSERVE, PolicyKey.Kind.BREAKER)) {
      keys.add(new PolicyKey(kind, null));
      if (tenant != null) {
        keys.add(new PolicyKey(kind, tenant));
      }
    }
    return keys;
  }

  /** As a record's value. */
  public String text() {
    return JSON.createObjectNode()
        .put("mode", mode.name().toLowerCase(Locale.ROOT))
        .put("reason", reason)
        .toString();
  }
}
