package io.livegate.evaluate.html;

import io.livegate.evaluate.stats.Interval;
import io.livegate.evaluate.stats.Rate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text and numbers as the page writes them. */
final class Html {

  static final String NONE = "–";

  private Html() {}

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** A share of 0..1 in per cent; a dash when there is none. */
  static String percent(@Nullable Double share) {
    return share == null ? NONE : format("%.1f %%", 100 * share);
  }

  static String percents(@Nullable Interval interval) {
    return interval == null
        ? NONE
        : format("%.0f–%.0f %%", 100 * interval.low(), 100 * interval.high());
  }

  /** Two decimals; a dash when there is none. */
  static String decimal(@Nullable Double value) {
    return value == null || value.isNaN() ? NONE : format("%.2f", value);
  }

  static String decimals(@Nullable Interval interval) {
    return interval == null ? NONE : format("%.2f–%.2f", interval.low(), interval.high());
  }

  static String seconds(@Nullable Long millis) {
    return millis == null ? NONE : format("%.1f s", millis / 1000.0);
  }

  /** "3 of 27". */
  static String of(Rate rate) {
    return rate.hits() + " of " + rate.n();
  }

  static String row(String... cells) {
    StringBuilder row = new StringBuilder("<tr>");
    for (int i = 0; i < cells.length; i++) {
      row.append(i == 0 ? "<td>" : "<td class=n>").append(cells[i]).append("</td>");
    }
    return row.append("</tr>\n").toString();
  }

  static String head(String... cells) {
    StringBuilder row = new StringBuilder("<table><tr>");
    for (int i = 0; i < cells.length; i++) {
      row.append(i == 0 ? "<th>" : "<th class=n>").append(cells[i]).append("</th>");
    }
    return row.append("</tr>\n").toString();
  }
}
