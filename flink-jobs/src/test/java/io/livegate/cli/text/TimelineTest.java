package io.livegate.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.cli.session.JudgedSession;
import io.livegate.cli.session.SessionReport;
import io.livegate.cli.session.Strip;
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

class TimelineTest {

  private static final Style PLAIN = new Style(false);

  @Test
  void shows_the_outcome_the_seconds_and_the_reason() throws JsonProcessingException {
    Strip strip = new Strip();
    strip.add(frame(0, 1, 0.9), 0);
    strip.add(frame(1500, 1, 0.2), 0);

    String text = new Timeline(PLAIN, 80).of(new JudgedSession(report(), strip));

    assertThat(text)
        .isEqualTo(
            """
            clip.mp4  ADMITTED  LIVE  decided at 1.2 s  2 of 3 frames judged, 1 undecodable
              face      ██
              live      █▂
              still     ··
              fake      ··
              explicit  ··
                        0s
                 1.2 s  admitted      The session was admitted because.
            """);
  }

  @Test
  void draws_several_seconds_a_column_when_the_terminal_is_narrow() {
    Strip strip = new Strip();
    for (int second = 0; second < 100; second++) {
      strip.add(frame(second * 1000L, 1, 1), 0);
    }

    String text =
        new Timeline(PLAIN, 60).of(new JudgedSession(SessionReport.unreadable("clip.mp4"), strip));

    assertThat(text.lines().filter(line -> line.startsWith("  face")))
        .singleElement()
        .satisfies(line -> assertThat(line.length()).isLessThanOrEqualTo(60))
        .satisfies(line -> assertThat(line).contains("█".repeat(34)));
    assertThat(text).contains("0s").contains("30s");
  }

  @Test
  void says_of_an_unreadable_file_why_nothing_is_shown() {
    assertThat(
            new Timeline(PLAIN, 80)
                .of(new JudgedSession(SessionReport.unreadable("x.mp4"), new Strip())))
        .isEqualTo("x.mp4  UNDECIDED  UNSURE  (unreadable)  0 of 0 frames judged\n");
  }

  @Test
  void breaks_long_sentences_between_words() {
    assertThat(Timeline.wrap("one two three", 7)).containsExactly("one two", "three");
    assertThat(Timeline.wrap("indivisible one", 5)).containsExactly("indivisible", "one");
    assertThat(Timeline.wrap("", 5)).containsExactly("");
  }

  @Test
  void paints_only_when_told_to() {
    assertThat(new Style(true).outcome("refused", "REFUSED"))
        .isEqualTo("\u001b[31mREFUSED\u001b[0m");
    assertThat(PLAIN.outcome("refused", "REFUSED")).isEqualTo("REFUSED");
  }

  @Test
  void fills_bars_from_nothing_to_full_and_marks_what_is_unknown() {
    assertThat(Bars.bar(0.0, 4)).isEqualTo("░░░░");
    assertThat(Bars.bar(0.5, 4)).isEqualTo("██░░");
    assertThat(Bars.bar(1.7, 4)).isEqualTo("████");
    assertThat(Bars.bar(0.53125, 4)).isEqualTo("██▏░");
    assertThat(Bars.bar(null, 4)).isEqualTo("····");
    assertThat(Bars.level(0.0)).isEqualTo('▁');
    assertThat(Bars.level(1.0)).isEqualTo('█');
    assertThat(Bars.level(null)).isEqualTo('·');
  }

  private static SessionReport report() throws JsonProcessingException {
    return new SessionReport(
        "clip.mp4",
        "admitted",
        true,
        "LIVE",
        1200L,
        List.of(),
        new SessionReport.Frames(3, 2, 0, 0, 1),
        List.of(
            new ObjectMapper()
                .readTree(
                    "{\"type\":\"io.livegate.session.admitted\",\"data\":{\"atMillis\":1200,"
                        + "\"ruleId\":\"live\","
                        + "\"statement\":\"The session was admitted because.\"}}"),
            new ObjectMapper().readTree("{\"type\":\"io.livegate.session.ended\"}")),
        Map.of());
  }

  private static Signals frame(long atMillis, double present, double live) {
    return new Signals(
        "local",
        "clip.mp4",
        RecordKind.FRAME,
        null,
        null,
        Witness.SENDER,
        0,
        atMillis,
        atMillis,
        Quality.NONE,
        List.of(
            LaneSignal.ok(Lane.FACE, Map.of("present", present), List.of(), List.of()),
            LaneSignal.ok(Lane.LIVENESS, Map.of("live", live), List.of(), List.of())),
        List.of(),
        FrameCounts.ZERO);
  }
}
