package io.livegate.evaluate.html;

import io.livegate.evaluate.stats.Interval;
import io.livegate.evaluate.stats.Rate;

/** A rate as a dot on a line from 0 to 100 %, with its interval as a bar. */
final class IntervalSvg {

  private static final int WIDTH = 150;
  private static final int HEIGHT = 16;

  private IntervalSvg() {}

  static String of(Rate rate) {
    Interval interval = rate.interval();
    Double share = rate.share();
    if (interval == null || share == null) {
      return "";
    }
    return Html.format(
        "<svg width=%d height=%d role=img aria-label=\"%s of 0 to 100 %%\">"
            + "<line x1=4 x2=%d y1=8 y2=8 stroke=#d9dfe5 />"
            + "<rect x=%.1f y=5 width=%.1f height=6 fill=#9db7d1 />"
            + "<circle cx=%.1f cy=8 r=4 fill=#1d2733 /></svg>",
        WIDTH,
        HEIGHT,
        Html.percent(share),
        WIDTH - 4,
        at(interval.low()),
        at(interval.high()) - at(interval.low()),
        at(share));
  }

  private static double at(double share) {
    return 4 + share * (WIDTH - 8);
  }
}
