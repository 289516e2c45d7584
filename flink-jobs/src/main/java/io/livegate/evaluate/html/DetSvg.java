package io.livegate.evaluate.html;

import io.livegate.evaluate.stats.DetCurve;

/**
 * A detection error trade-off curve, with a step for every file. Both axes run from 1 % to 99 % in
 * log-odds, which spreads small errors out as the customary normal deviates do.
 */
final class DetSvg {

  private static final double[] TICKS = {0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99};
  private static final int SIZE = 330;
  private static final int LEFT = 52;
  private static final int TOP = 8;

  private DetSvg() {}

  /**
   * @param title what is told from what
   * @param wantedName those that should pass
   * @param unwantedName those that should not
   */
  static String of(String title, DetCurve curve, String wantedName, String unwantedName) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        Html.format(
            "<figure><svg width=%d height=%d role=img aria-label=\"%s\">",
            LEFT + SIZE + 12, TOP + SIZE + 44, Html.escape(title)));
    for (double tick : TICKS) {
      double x = x(tick);
      double y = y(tick);
      svg.append(
          Html.format(
              "<line x1=%.1f x2=%.1f y1=%d y2=%d stroke=#e8ecf0 />"
                  + "<line x1=%d x2=%d y1=%.1f y2=%.1f stroke=#e8ecf0 />"
                  + "<text x=%.1f y=%d text-anchor=middle>%.0f</text>"
                  + "<text x=%d y=%.1f text-anchor=end>%.0f</text>",
              x,
              x,
              TOP,
              TOP + SIZE,
              LEFT,
              LEFT + SIZE,
              y,
              y,
              x,
              TOP + SIZE + 15,
              100 * tick,
              LEFT - 6,
              y + 4,
              100 * tick));
    }
    svg.append(
        Html.format(
            "<line x1=%.1f y1=%.1f x2=%.1f y2=%.1f stroke=#9aa5b1 stroke-dasharray=\"4 4\" />",
            x(0), y(1), x(1), y(0)));
    StringBuilder path = new StringBuilder();
    for (DetCurve.Point point : curve.points()) {
      double x = x(point.passed());
      double y = y(point.missed());
      path.append(
          path.length() == 0 ? Html.format("M%.1f %.1f", x, y) : Html.format("H%.1f V%.1f", x, y));
    }
    svg.append("<path d=\"").append(path).append("\" fill=none stroke=#1d2733 stroke-width=2 />");
    svg.append(
        Html.format(
            "<text x=%d y=%d text-anchor=middle>%s wrongly passed, %%</text>"
                + "<text transform=\"translate(12 %d) rotate(-90)\" text-anchor=middle>"
                + "%s wrongly stopped, %%</text></svg>"
                + "<figcaption><b>%s.</b> Nearer to the lower left corner is better; the dashed"
                + " line is guessing. Both errors are equal at about %s.</figcaption></figure>\n",
            LEFT + SIZE / 2,
            TOP + SIZE + 34,
            Html.escape(unwantedName),
            TOP + SIZE / 2,
            Html.escape(wantedName),
            Html.escape(title),
            Double.isNaN(curve.equalErrorRate())
                ? Html.NONE
                : Html.percent(curve.equalErrorRate())));
    return svg.toString();
  }

  private static double x(double share) {
    return LEFT + place(share) * SIZE;
  }

  private static double y(double share) {
    return TOP + (1 - place(share)) * SIZE;
  }

  /** 0..1 along an axis; what is beyond its ends lies on them. */
  private static double place(double share) {
    double low = logOdds(TICKS[0]);
    double clipped = Math.max(TICKS[0], Math.min(1 - TICKS[0], share));
    return (logOdds(clipped) - low) / (-2 * low);
  }

  private static double logOdds(double share) {
    return Math.log(share / (1 - share));
  }
}
