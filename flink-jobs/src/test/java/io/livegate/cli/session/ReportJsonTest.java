package io.livegate.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.signal.FrameCounts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportJsonTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void prints_the_public_line_field_by_field() throws JsonProcessingException {
    JsonNode event = JSON.readTree("{\"type\":\"io.livegate.session.admitted\",\"data\":{}}");
    SessionReport report =
        new SessionReport(
            "clips/a b.mp4",
            "admitted",
            true,
            "LIVE",
            1200L,
            List.of("SEVERAL_FACES"),
            SessionReport.Frames.of(new FrameCounts(30, 5, 1, 2, 3, 4, 6, 7, 8, 9)),
            List.of(event),
            Map.of("liveness.live", 0.9731, "face.present", 1.0));

    assertThat(ReportJson.line(report))
        .isEqualTo(
            "{\"session\":\"clips/a b.mp4\",\"outcome\":\"admitted\",\"admitted\":true,"
                + "\"verdict\":\"LIVE\",\"decidedAtMillis\":1200,\"reasons\":[\"SEVERAL_FACES\"],"
                + "\"frames\":{\"received\":75,\"judged\":30,\"skipped\":5,\"dropped\":33,"
                + "\"undecodable\":7},"
                + "\"events\":[{\"type\":\"io.livegate.session.admitted\",\"data\":{}}],"
                + "\"scores\":{\"face.present\":1.0,\"liveness.live\":0.9731}}");
  }

  @Test
  void prints_an_unreadable_file_as_undecided() {
    assertThat(ReportJson.line(SessionReport.unreadable("x.mp4")))
        .isEqualTo(
            "{\"session\":\"x.mp4\",\"outcome\":\"undecided\",\"admitted\":false,"
                + "\"verdict\":\"UNSURE\",\"decidedAtMillis\":null,\"reasons\":[\"UNREADABLE\"],"
                + "\"frames\":{\"received\":0,\"judged\":0,\"skipped\":0,\"dropped\":0,"
                + "\"undecodable\":0},\"events\":[]}");
  }

  @Test
  void accounts_for_every_frame_in_four_words() {
    SessionReport.Frames frames =
        SessionReport.Frames.of(new FrameCounts(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));

    assertThat(frames.received())
        .isEqualTo(frames.judged() + frames.skipped() + frames.dropped() + frames.undecodable())
        .isEqualTo(55);
  }
}
