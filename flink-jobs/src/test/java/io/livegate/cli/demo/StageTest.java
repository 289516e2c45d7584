package io.livegate.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.cli.session.LiveSession;
import io.livegate.cli.session.SessionReport;
import io.livegate.cli.text.Style;
import io.livegate.frame.SessionKey;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageTest {

  private final Stage stage = new Stage(new Style(false));

  @Test
  void shows_who_what_is_measured_and_what_was_decided() {
    List<String> lines = stage.lines(List.of(admitted("live/someone.mp4")), 12_300, 100, 30);

    assertThat(lines.get(0)).contains("1 session:", "1 admitted", "12.3 s");
    assertThat(lines.get(2)).contains("ADMITTED", "a person  someone.mp4", "LIVE", "after 1.3 s");
    assertThat(lines.get(3)).contains("face 38%", "live ███████▉", "fake ▊░", "moving");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 24, 30, 60})
  void never_draws_more_rows_than_the_terminal_has(int rows) {
    List<LiveSession.View> views = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      views.add(admitted("clip-with-a-rather-long-name-" + i + ".mp4"));
    }

    List<String> lines = stage.lines(views, 0, 100, rows);

    assertThat(lines).hasSizeLessThan(rows);
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
  }

  @Test
  void sums_up_what_cannot_be_watched_too() {
    LiveSession broken = new LiveSession(new SessionKey("t", "camera:0"), "yours");
    broken.fail("camera /dev/video0: no such device");

    assertThat(stage.summary(List.of(broken.view()), 140).get(1))
        .contains("yours", "camera:0", "failed", "no such device");
  }

  @ParameterizedTest
  @ValueSource(ints = {72, 80, 100, 140})
  void keeps_the_summary_within_the_terminal(int columns) {
    LiveSession broken = new LiveSession(new SessionKey("t", "camera:0"), "yours");
    broken.fail("camera /dev/video0: there is no such device on this machine, or it is in use");

    assertThat(
            stage.summary(
                List.of(admitted("a/rather/long/path/to/a/clip.mp4"), broken.view()), columns))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
  }

  @Test
  void says_that_the_machine_is_too_slow_only_where_most_due_frames_were_dropped() {
    assertThat(Stage.shortOfTime(List.of(over(10, 40, 50), over(8, 0, 9))))
        .anySatisfy(line -> assertThat(line).contains("18 of the 77 frames"))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    assertThat(Stage.shortOfTime(List.of(over(40, 60, 20), admitted("not over.mp4")))).isEmpty();
  }

  @Test
  void gives_the_terminal_back_as_it_was() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Screen screen = new Screen(new PrintStream(out, true, StandardCharsets.UTF_8));
    screen.show(List.of("one", "two"));
    screen.close();
    screen.show(List.of("too late"));

    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("\u001b[?1049h")
        .contains("one\u001b[K\r\ntwo\u001b[K")
        .endsWith("\u001b[?1049l");
  }

  private static LiveSession.View over(long judged, long skipped, long dropped) {
    SessionReport report =
        new SessionReport(
            "clip.mp4",
            "refused",
            false,
            "UNSURE",
            5000L,
            List.of("FEW_FRAMES"),
            new SessionReport.Frames(judged + skipped + dropped, judged, skipped, dropped, 0),
            List.of(),
            Map.of());
    return new LiveSession.View(
        "clip.mp4",
        "a person",
        "refused",
        "UNSURE",
        Map.of(),
        List.of(),
        5000L,
        12_000,
        null,
        40,
        report,
        "");
  }

  private static LiveSession.View admitted(String name) {
    return new LiveSession.View(
        name,
        "a person",
        "admitted",
        "LIVE",
        Map.of(
            "face.present", 1.0,
            "face.share", 0.38,
            "liveness.live", 0.99,
            "liveness.still", 0.0,
            "deepfake.fake", 0.1,
            "content.explicit", 0.0),
        List.of(),
        1300L,
        12_000,
        null,
        40,
        null,
        "");
  }
}
