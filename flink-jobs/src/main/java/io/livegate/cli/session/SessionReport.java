package io.livegate.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.livegate.job.io.EventType;
import io.livegate.signal.FrameCounts;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of one session.
 *
 * @param session the path exactly as given
 * @param outcome banned, disconnected, refused, review, admitted or undecided
 * @param admitted whether it was ever let in; stands beside {@code outcome}
 * @param verdict what it is held to show
 * @param decidedAtMillis media time of the decision that set the outcome; null while undecided
 * @param reasons codes, in the order the decider gave them
 * @param frames what became of its frames
 * @param events its CloudEvents, in their order
 * @param scores the last scores by policy name ({@code liveness.live}); empty when nothing was
 *     judged
 */
public record SessionReport(
    String session,
    String outcome,
    boolean admitted,
    String verdict,
    @Nullable Long decidedAtMillis,
    List<String> reasons,
    Frames frames,
    List<JsonNode> events,
    Map<String, Double> scores) {

  public SessionReport {
    reasons = List.copyOf(reasons);
    events = List.copyOf(events);
    scores = new TreeMap<>(scores);
  }

  /** How each task ended, as its event says. */
  public List<JsonNode> challenges() {
    return events.stream()
        .filter(event -> event.path("type").asText().equals(EventType.CHALLENGE_CLOSED.id()))
        .map(event -> event.path("data").path("challenge"))
        .toList();
  }

  /** Media of which not one frame could be read. It never reached the pipeline. */
  public static SessionReport unreadable(String session) {
    return new SessionReport(
        session,
        "undecided",
        false,
        "UNSURE",
        null,
        List.of("UNREADABLE"),
        Frames.of(FrameCounts.ZERO),
        List.of(),
        Map.of());
  }

  /**
   * Frame counts in five words: {@code received} is the sum of the other four.
   *
   * @param judged a model looked at it
   * @param skipped the sampler saw no need to
   * @param dropped superseded, shed, failed, duplicate, late or lost
   * @param undecodable not an image this system reads, by its header or by its pixels
   */
  public record Frames(long received, long judged, long skipped, long dropped, long undecodable) {

    public static Frames of(FrameCounts counts) {
      return new Frames(
          counts.received(),
          counts.judged(),
          counts.skipped(),
          counts.superseded()
              + counts.full()
              + counts.failed()
              + counts.duplicate()
              + counts.afterEnd()
              + counts.lost(),
          counts.rejected() + counts.undecodable());
    }
  }
}
