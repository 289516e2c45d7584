package io.livegate.evaluate.html;

import io.livegate.evaluate.stats.Histogram;

/** How two classes spread over a score: one above the line, one below it. */
final class HistogramSvg {

  static final String WANTED = "#2166ac";
  static final String UNWANTED = "#b2182b";

  private static final int BINS = 20;
  private static final int WIDTH = 460;
  private static final int LEFT = 34;
  private static final int HALF = 84;

  private HistogramSvg() {}

  /**
   * @param score what the axis is called
   * @param upName the class drawn upwards
   * @param downName the class drawn downwards
   */
  static String of(String score, String upName, double[] up, String downName, double[] down) {
    int[] above = Histogram.of(up, BINS);
    int[] below = Histogram.of(down, BINS);
    int most = 1;
    for (int i = 0; i < BINS; i++) {
      most = Math.max(most, Math.max(above[i], below[i]));
    }
    double bin = (double) (WIDTH - LEFT - 6) / BINS;
    double unit = (HALF - 18.0) / most;
    StringBuilder svg = new StringBuilder();
    svg.append(
        Html.format(
            "<figure><svg width=%d height=%d role=img aria-label=\"histogram of %s\">",
            WIDTH, 2 * HALF + 36, Html.escape(score)));
    for (int i = 0; i < BINS; i++) {
      double x = LEFT + i * bin + 1;
      bar(svg, x, HALF - above[i] * unit, bin - 2, above[i] * unit, WANTED);
      bar(svg, x, HALF, bin - 2, below[i] * unit, UNWANTED);
      count(svg, x + bin / 2 - 1, HALF - above[i] * unit - 3, above[i]);
      count(svg, x + bin / 2 - 1, HALF + below[i] * unit + 11, below[i]);
    }
    svg.append(
        Html.format(
            "<line x1=%d x2=%d y1=%d y2=%d stroke=#1d2733 />", LEFT, WIDTH - 6, HALF, HALF));
    for (int tick = 0; tick <= 4; tick++) {
      svg.append(
          Html.format(
              "<text x=%.1f y=%d text-anchor=%s>%s</text>",
              LEFT + tick * (WIDTH - LEFT - 6) / 4.0,
              2 * HALF + 14,
              tick == 4 ? "end" : "middle",
              Html.format("%.2f", tick / 4.0)));
    }
    svg.append(
        Html.format(
            "<text x=%d y=%d text-anchor=middle>%s</text></svg><figcaption>"
                + "<span class=key style=\"background:%s\"></span>%s (%d), upwards &ensp;"
                + "<span class=key style=\"background:%s\"></span>%s (%d), downwards"
                + "</figcaption></figure>\n",
            (WIDTH + LEFT) / 2,
            2 * HALF + 30,
            Html.escape(score),
            WANTED,
            Html.escape(upName),
            up.length,
            UNWANTED,
            Html.escape(downName),
            down.length));
    return svg.toString();
  }

  private static void bar(
      StringBuilder svg, double x, double y, double width, double height, String fill) {
    if (height > 0) {
      svg.append(
          Html.format(
              "<rect x=%.1f y=%.1f width=%.1f height=%.1f fill=%s />", x, y, width, height, fill));
    }
  }

  private static void count(StringBuilder svg, double x, double y, int count) {
    if (count > 0) {
      svg.append(Html.format("<text x=%.1f y=%.1f text-anchor=middle>%d</text>", x, y, count));
    }
  }
}
