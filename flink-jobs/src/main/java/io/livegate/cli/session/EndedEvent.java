package io.livegate.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.job.io.EventType;
import io.livegate.signal.FrameCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the event a session ends with into its report. */
final class EndedEvent {

  private EndedEvent() {}

  static boolean is(JsonNode event) {
    return event.path("type").asText().equals(EventType.ENDED.id());
  }

  /**
   * @param ended the event
   * @param events all events of the session, it included, in their order
   */
  static SessionReport report(String session, JsonNode ended, List<JsonNode> events) {
    JsonNode data = ended.path("data");
    FrameCounts counts = counts(data.path("frames"));
    SessionReport.Frames frames = SessionReport.Frames.of(counts);
    List<String> reasons = new ArrayList<>();
    data.path("reasons").forEach(reason -> reasons.add(reason.asText()));
    Map<String, Double> scores = new TreeMap<>();
    data.path("scores")
        .properties()
        .forEach(score -> scores.put(score.getKey(), score.getValue().asDouble()));
    JsonNode decidedAt = data.path("decidedAtMillis");
    return new SessionReport(
        session,
        data.path("outcome").asText("undecided"),
        data.path("admitted").asBoolean(false),
        data.path("verdict").asText("UNSURE"),
        decidedAt.isNumber() ? decidedAt.longValue() : null,
        reasons,
        frames,
        events,
        scores);
  }

  private static FrameCounts counts(JsonNode frames) {
    return new FrameCounts(
        frames.path("judged").asLong(),
        frames.path("skipped").asLong(),
        frames.path("superseded").asLong(),
        frames.path("full").asLong(),
        frames.path("rejected").asLong(),
        frames.path("undecodable").asLong(),
        frames.path("failed").asLong(),
        frames.path("duplicate").asLong(),
        frames.path("afterEnd").asLong(),
        frames.path("lost").asLong());
  }
}
