package io.livegate.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.frame.RecordKind;
import io.livegate.frame.Witness;
import io.livegate.signal.FrameCounts;
import io.livegate.signal.Lane;
import io.livegate.signal.LaneSignal;
import io.livegate.signal.Quality;
import io.livegate.signal.Signals;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionTraceTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SessionTrace trace = new SessionTrace("x.mp4", new InFlight(64));

  @Test
  void is_over_only_when_both_topics_said_so() throws JsonProcessingException {
    trace.event(admitted());
    trace.event(ended());
    assertThat(trace.report()).isNotDone();

    trace.signals(signals(RecordKind.ENDED, 900));

    SessionReport report = trace.report().join();
    assertThat(report.outcome()).isEqualTo("admitted");
    assertThat(report.admitted()).isTrue();
    assertThat(report.decidedAtMillis()).isEqualTo(1200);
    assertThat(report.reasons()).containsExactly("DARK");
    assertThat(report.frames()).isEqualTo(new SessionReport.Frames(5, 2, 1, 1, 1));
    assertThat(report.scores()).containsEntry("face.present", 1.0);
    assertThat(report.events()).hasSize(2);
  }

  @Test
  void keeps_a_session_undecided_when_no_time_is_given() throws JsonProcessingException {
    trace.signals(signals(RecordKind.ENDED, 0));
    trace.event(
        JSON.readTree(
            "{\"type\":\"io.livegate.session.ended\",\"data\":{\"outcome\":\"undecided\","
                + "\"decidedAtMillis\":null}}"));

    assertThat(trace.report().join().decidedAtMillis()).isNull();
  }

  @Test
  void draws_each_second_as_the_mean_of_its_answers() {
    trace.signals(signals(RecordKind.FRAME, 100));
    trace.signals(signals(RecordKind.FRAME, 2100));

    assertThat(trace.strip().seconds()).isEqualTo(3);
    assertThat(trace.strip().at(Strip.Row.FACE, 0)).isEqualTo(1.0);
    assertThat(trace.strip().at(Strip.Row.FACE, 1)).isNull();
    assertThat(trace.strip().at(Strip.Row.LIVE, 2)).isNull();
  }

  static Signals signals(RecordKind kind, long atMillis) {
    return new Signals(
        "local",
        "x.mp4",
        kind,
        null,
        null,
        Witness.SENDER,
        0,
        atMillis,
        atMillis,
        Quality.NONE,
        kind == RecordKind.FRAME
            ? List.of(LaneSignal.ok(Lane.FACE, Map.of("present", 1.0), List.of(), List.of()))
            : List.of(),
        List.of(),
        FrameCounts.ZERO);
  }

  static JsonNode admitted() throws JsonProcessingException {
    return JSON.readTree(
        "{\"type\":\"io.livegate.session.admitted\",\"data\":{\"atMillis\":1200,"
            + "\"verdict\":\"LIVE\",\"ruleId\":\"live-person\",\"mode\":\"enforce\","
            + "\"reasons\":[],\"evidence\":[{\"signal\":\"face.present\","
            + "\"comparison\":\"at_least\",\"threshold\":1.0,\"hits\":11,\"samples\":14}],"
            + "\"statement\":\"The session was admitted (LIVE).\"}}");
  }

  static JsonNode ended() throws JsonProcessingException {
    return JSON.readTree(
        "{\"type\":\"io.livegate.session.ended\",\"data\":{\"outcome\":\"admitted\","
            + "\"admitted\":true,\"verdict\":\"LIVE\",\"decidedAtMillis\":1200,"
            + "\"reasons\":[\"DARK\"],\"frames\":{\"judged\":2,\"skipped\":1,\"superseded\":1,"
            + "\"rejected\":1},\"scores\":{\"face.present\":1.0}}}");
  }
}
