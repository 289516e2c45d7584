package io.livegate.evaluate.html;

import io.livegate.evaluate.count.Case;
import io.livegate.evaluate.count.Figures;
import io.livegate.evaluate.manifest.Truth;
import java.util.List;
import java.util.Set;

/** How long people wait for the gate. */
final class TimeSection {

  private static final int WIDTH = 720;
  private static final int LEFT = 190;
  private static final int ROW = 44;
  private static final double LAST_SECOND = 8;

  private final Evaluation evaluation;

  TimeSection(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  String html() {
    Figures.DecisionMillis millis = evaluation.figures().decisionMillis();
    return "<h2>Time to decision</h2>\n<p>From a clip's first frame to the gate's decision. Half of"
        + " the genuine people who were let in were in by <b>"
        + Html.seconds(millis.admitP50())
        + "</b>; half of the attacks and empty pictures that were refused were out by <b>"
        + Html.seconds(millis.refuseP50())
        + "</b>; 95 of 100 of these decisions took at most <b>"
        + Html.seconds(millis.p95())
        + "</b>.</p>\n"
        + dots();
  }

  /** One dot for each clip, so that the few slow ones are seen. */
  private String dots() {
    StringBuilder svg =
        new StringBuilder(
            Html.format(
                "<svg width=%d height=%d role=img aria-label=\"times to decision\">",
                WIDTH, 2 * ROW + 34));
    row(svg, 0, "genuine, let in", Set.of(Truth.BONA_FIDE), "admitted", HistogramSvg.WANTED);
    row(
        svg,
        1,
        "attack or no face, refused",
        Set.of(Truth.ATTACK, Truth.NO_FACE),
        "refused",
        HistogramSvg.UNWANTED);
    for (int second = 0; second <= LAST_SECOND; second++) {
      svg.append(
          Html.format(
              "<text x=%.1f y=%d text-anchor=middle>%d s</text>", x(second), 2 * ROW + 24, second));
    }
    return svg.append("</svg>\n").toString();
  }

  private void row(
      StringBuilder svg, int number, String label, Set<Truth> truths, String type, String fill) {
    int y = number * ROW + 30;
    svg.append(
        Html.format(
            "<text x=%d y=%d text-anchor=end>%s</text><line x1=%d x2=%d y1=%d y2=%d"
                + " stroke=#d9dfe5 />",
            LEFT - 10, y + 4, label, LEFT, WIDTH - 10, y, y));
    List<Case> clips =
        evaluation.clips().stream()
            .filter(c -> truths.contains(c.truth()) && c.first(type).isPresent())
            .toList();
    for (int i = 0; i < clips.size(); i++) {
      double seconds = clips.get(i).first(type).orElse(0) / 1000.0;
      svg.append(
          Html.format(
              "<circle cx=%.1f cy=%d r=4 fill=%s fill-opacity=0.55><title>%s, %.1f s</title>"
                  + "</circle>",
              x(seconds),
              y - 10 + 5 * (i % 5),
              fill,
              Html.escape(clips.get(i).entry().path()),
              seconds));
    }
  }

  private static double x(double seconds) {
    return LEFT + Math.min(1, seconds / LAST_SECOND) * (WIDTH - LEFT - 20);
  }
}
