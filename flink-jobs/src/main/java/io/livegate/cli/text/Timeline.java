package io.livegate.cli.text;

import io.livegate.cli.session.EventView;
import io.livegate.cli.session.JudgedSession;
import io.livegate.cli.session.SessionReport;
import io.livegate.cli.session.Strip;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A judged session as a person reads it: what became of it, second by second, and why. */
public final class Timeline {

  private static final int LABEL = 10;

  /** Where an event's sentence begins. */
  private static final int EVENT_TEXT = 26;

  private final Style style;
  private final int columns;

  /**
   * @param columns width of the terminal; a longer session is drawn with several seconds a column
   */
  public Timeline(Style style, int columns) {
    this.style = style;
    this.columns = Math.max(60, columns);
  }

  /** Several lines, the last of them empty. */
  public String of(JudgedSession judged) {
    SessionReport report = judged.report();
    StringBuilder text = new StringBuilder(header(report)).append('\n');
    strip(judged.strip(), text);
    report.events().stream()
        .map(EventView::of)
        .filter(event -> !event.type().equals("ended")) // the header says it
        .forEach(event -> text.append(event(event)).append('\n'));
    return text.toString();
  }

  private String header(SessionReport report) {
    Long decidedAt = report.decidedAtMillis();
    StringJoiner line = new StringJoiner("  ");
    line.add(style.bold(report.session()));
    line.add(style.outcome(report.outcome(), report.outcome().toUpperCase(Locale.ROOT)));
    line.add(report.verdict());
    if (decidedAt != null) {
      line.add("decided at " + seconds(decidedAt));
    }
    if (!report.outcome().equals("admitted") && report.admitted()) {
      line.add("was admitted before");
    }
    if (decidedAt == null && !report.reasons().isEmpty()) {
      StringJoiner reasons = new StringJoiner(", ");
      report.reasons().forEach(reason -> reasons.add(EventView.words(reason)));
      line.add("(" + reasons + ")");
    }
    line.add(style.dim(frames(report.frames())));
    return line.toString();
  }

  private static String frames(SessionReport.Frames frames) {
    StringJoiner parts = new StringJoiner(", ");
    parts.add(frames.judged() + " of " + frames.received() + " frames judged");
    if (frames.dropped() > 0) {
      parts.add(frames.dropped() + " dropped");
    }
    if (frames.undecodable() > 0) {
      parts.add(frames.undecodable() + " undecodable");
    }
    return parts.toString();
  }

  private void strip(Strip strip, StringBuilder text) {
    int seconds = strip.seconds();
    if (seconds == 0) {
      return;
    }
    int perColumn = (seconds + columns - LABEL - 3) / (columns - LABEL - 2);
    int width = (seconds + perColumn - 1) / perColumn;
    for (Strip.Row row : Strip.Row.values()) {
      StringBuilder levels = new StringBuilder();
      for (int column = 0; column < width; column++) {
        levels.append(Bars.level(mean(strip, row, column * perColumn, perColumn)));
      }
      text.append("  ").append(pad(row.label())).append(paint(row, levels.toString())).append('\n');
    }
    text.append("  ").append(pad("")).append(style.dim(axis(width, perColumn))).append('\n');
  }

  private static @Nullable Double mean(Strip strip, Strip.Row row, int from, int count) {
    double sum = 0;
    int answers = 0;
    for (int second = from; second < from + count; second++) {
      Double value = strip.at(row, second);
      if (value != null) {
        sum += value;
        answers++;
      }
    }
    return answers == 0 ? null : sum / answers;
  }

  private String paint(Strip.Row row, String levels) {
    return switch (row) {
      case FACE -> style.cyan(levels);
      case LIVE -> style.green(levels);
      case STILL, FAKE -> style.yellow(levels);
      case EXPLICIT -> style.red(levels);
    };
  }

  /** Second marks every ten columns: {@code 0s 10s}. */
  private static String axis(int width, int perColumn) {
    StringBuilder axis = new StringBuilder();
    for (int column = 0; column < width; column += 10) {
      String mark = column * perColumn + "s";
      axis.append(mark).append(" ".repeat(Math.max(0, 10 - mark.length())));
    }
    return axis.toString().stripTrailing();
  }

  private String event(EventView event) {
    String type = event.observed() ? "would be " + event.type() : event.type();
    String indent = " ".repeat(EVENT_TEXT);
    return String.format(Locale.ROOT, "  %8s  ", seconds(event.atMillis()))
        + style.outcome(event.type(), String.format(Locale.ROOT, "%-12s", type))
        + "  "
        + String.join("\n" + indent, wrap(event.statement(), columns - EVENT_TEXT));
  }

  /** Breaks between words; a word longer than a line keeps its length. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  private static String pad(String label) {
    return String.format(Locale.ROOT, "%-" + LABEL + "s", label);
  }

  /** One decimal, as the gate counts: {@code 1.2 s}. */
  public static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
