package io.livegate.job.io;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegate.job.config.JudgeSettings;
import java.time.Duration;
import java.util.List;

/**
 * Writes what became of a record that changes how closely is looked. As with {@link PolicyEvents}
 * the record's place in its topic makes the event's id.
 */
public final class SettingsEvents {

  private static final ObjectMapper JSON = new ObjectMapper();

  private SettingsEvents() {}

  /**
   * The settings hold from now on.
   *
   * @param settings all of them, not only what the record changes
   * @param withdrawn whether the record took one back
   */
  public static byte[] applied(
      JudgeSettings settings, boolean withdrawn, PolicyEvents.About about) {
    ObjectNode data = data(about);
    data.put("withdrawn", withdrawn);
    data.set("settings", node(settings));
    return event(EventType.SETTINGS_APPLIED, data, about);
  }

  /**
   * The record cannot be used; what held before goes on.
   *
   * @param problems every one of them
   */
  public static byte[] rejected(List<String> problems, PolicyEvents.About about) {
    ObjectNode data = data(about);
    ArrayNode list = data.putArray("problems");
    problems.forEach(list::add);
    return event(EventType.SETTINGS_REJECTED, data, about);
  }

  /** With the keys and units of the configuration; durations in milliseconds, as {@code 250ms}. */
  private static ObjectNode node(JudgeSettings settings) {
    ObjectNode node = JSON.createObjectNode();
    JudgeSettings.Sampling s = settings.sampling();
    node.putObject("sampling")
        .put("gatePerSecond", s.gatePerSecond())
        .put("gateDuration", text(s.gateDuration()))
        .put("watchPerSecond", s.watchPerSecond())
        .put("burstPerSecond", s.burstPerSecond())
        .put("burstDuration", text(s.burstDuration()))
        .put("challengeDuration", text(s.challengeDuration()))
        .put("looksPerSecond", s.looksPerSecond())
        .put("spotEvery", text(s.spotEvery()))
        .put("spotDuration", text(s.spotDuration()));
    ObjectNode lanes = node.putObject("lanes");
    settings
        .lanes()
        .forEach(
            (lane, config) ->
                lanes
                    .putObject(lane.id())
                    .put("enabled", config.enabled())
                    .put("every", text(config.every()))
                    .put("calmEvery", text(config.calmEvery())));
    node.putObject("faces").put("minWidth", settings.faces().minWidth());
    return node;
  }

  private static String text(Duration duration) {
    return duration.toMillis() + "ms";
  }

  private static ObjectNode data(PolicyEvents.About about) {
    ObjectNode data = JSON.createObjectNode();
    if (about.tenant() != null) {
      data.put("tenant", about.tenant());
    }
    about.write(data);
    return data;
  }

  private static byte[] event(EventType type, ObjectNode data, PolicyEvents.About about) {
    String id = Envelope.hash("policy", about.origin());
    return Envelope.write(type, id, "settings", data, about.nowMillis());
  }
}
