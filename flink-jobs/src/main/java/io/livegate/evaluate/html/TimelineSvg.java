package io.livegate.evaluate.html;

import io.livegate.evaluate.count.Case;
import io.livegate.evaluate.count.Happening;
import io.livegate.evaluate.count.Moment;
import io.livegate.policy.Condition;
import io.livegate.policy.Policy;
import java.util.List;

/** One session: a row for each cue over media time, the policy's thresholds, and the events. */
final class TimelineSvg {

  /** A cue people are shown. */
  private record Row(String score, String label) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("face.present", "face found"),
          new Row("liveness.genuine", "held live"),
          new Row("liveness.live", "looks live"),
          new Row("liveness.depth", "has depth"),
          new Row("liveness.still", "face still, s"),
          new Row("liveness.frozen", "frozen, s"),
          new Row("liveness.loop", "repeats, s"),
          new Row("liveness.frameEdge", "edge moves"),
          new Row("liveness.flicker", "flicker, %"),
          new Row("liveness.human", "human face"),
          new Row("content.explicit", "explicit"),
          new Row("deepfake.fake", "synthetic"),
          new Row("deepfake.suspicion", "suspicion"));

  private static final int WIDTH = 900;
  private static final int LEFT = 96;
  private static final int RIGHT = 40;
  private static final int ROW = 34;
  private static final int TOP = 20;

  private final Policy policy;

  TimelineSvg(Policy policy) {
    this.policy = policy;
  }

  String of(Case judged) {
    double end = Math.max(1, judged.seconds());
    int bottom = TOP + ROWS.size() * ROW;
    StringBuilder svg = new StringBuilder();
    svg.append(
        Html.format(
            "<svg viewBox=\"0 0 %d %d\" width=%d role=img aria-label=\"cues over time\">",
            WIDTH, bottom + 22, WIDTH));
    for (int i = 0; i < ROWS.size(); i++) {
      row(svg, judged, ROWS.get(i), TOP + i * ROW, end);
    }
    for (int second = 0; second <= end; second += end > 12 ? 2 : 1) {
      svg.append(
          Html.format(
              "<text x=%.1f y=%d text-anchor=middle>%d s</text>",
              x(second, end), bottom + 16, second));
    }
    for (Happening event : judged.happenings()) {
      double x = x(event.atMillis() / 1000.0, end);
      boolean late = x > WIDTH - 140;
      svg.append(
          Html.format(
              "<line x1=%.1f x2=%.1f y1=14 y2=%d stroke=#b2182b stroke-width=1.5 />"
                  + "<text class=strong x=%.1f y=11 text-anchor=%s>%s</text>",
              x,
              x,
              bottom,
              x + (late ? -3 : 3),
              late ? "end" : "start",
              Html.escape(event.type())));
    }
    return svg.append("</svg>\n").toString();
  }

  private void row(StringBuilder svg, Case judged, Row row, int top, double end) {
    double max = Math.max(1, judged.max(row.score));
    double full = Double.isNaN(max) ? 1 : max;
    svg.append(
        Html.format(
            "<text x=%d y=%d text-anchor=end>%s</text>"
                + "<rect x=%d y=%d width=%d height=%d fill=#f5f7f9 /><text x=%d y=%d>%s</text>",
            LEFT - 8,
            top + ROW / 2 + 3,
            row.label,
            LEFT,
            top + 2,
            WIDTH - LEFT - RIGHT,
            ROW - 4,
            WIDTH - RIGHT + 6,
            top + 12,
            Html.format("%.1f", full)));
    policy.rules().stream()
        .flatMap(rule -> rule.conditions().stream())
        .filter(condition -> condition.signal().equals(row.score))
        .mapToDouble(Condition::threshold)
        .filter(threshold -> threshold > 0 && threshold < full)
        .distinct()
        .forEach(
            threshold ->
                svg.append(
                    Html.format(
                        "<line x1=%d x2=%d y1=%.1f y2=%.1f stroke=#9aa5b1"
                            + " stroke-dasharray=\"3 3\" />",
                        LEFT, WIDTH - RIGHT, y(threshold, full, top), y(threshold, full, top))));
    StringBuilder points = new StringBuilder();
    for (Moment moment : judged.moments()) {
      double score = moment.score(row.score);
      if (!Double.isNaN(score)) {
        points.append(
            Html.format("%.1f,%.1f ", x(moment.atMillis() / 1000.0, end), y(score, full, top)));
      }
    }
    svg.append(
        Html.format(
            points.length() == 0
                ? "<text x=%2$d y=%3$d>not measured</text>"
                : "<polyline points=\"%1$s\" fill=none stroke=#2166ac stroke-width=1.8 />",
            points.toString().strip(),
            LEFT + 6,
            top + ROW / 2 + 3));
  }

  private static double x(double seconds, double end) {
    return LEFT + Math.min(1, seconds / end) * (WIDTH - LEFT - RIGHT - 2);
  }

  private static double y(double score, double full, int top) {
    return top + ROW - 4 - Math.min(1, score / full) * (ROW - 8);
  }
}
