package io.livegate.cli.demo;

import io.livegate.cli.session.LiveSession;
import io.livegate.cli.text.Style;
import io.livegate.cli.text.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The whole screen of the demonstration as lines of text; draws nothing itself. */
public final class Stage {

  private final Style style;

  public Stage(Style style) {
    this.style = style;
  }

  /**
   * @param rows of the terminal: when they are few, sessions get two lines instead of three
   */
  public List<String> lines(
      List<LiveSession.View> views, long elapsedMillis, int columns, int rows) {
    List<String> lines = new ArrayList<>();
    lines.add(title(views, elapsedMillis));
    lines.add("");
    Panel panel = new Panel(style, columns);
    int room = rows - 4;
    boolean why = views.size() * 3 <= room;
    boolean air = views.size() * 4 <= room;
    for (LiveSession.View view : views) {
      lines.addAll(panel.lines(view));
      if (why) {
        lines.add(panel.why(view));
      }
      if (air) {
        lines.add("");
      }
    }
    return lines.subList(0, Math.min(lines.size(), Math.max(1, rows - 1)));
  }

  private String title(List<LiveSession.View> views, long elapsedMillis) {
    long admitted = views.stream().filter(v -> v.state().equals("admitted")).count();
    long gate =
        views.stream()
            .filter(v -> v.state().equals("gate") || v.state().equals("starting"))
            .count();
    return style.bold(" LIVEGATE ")
        + String.format(
            Locale.ROOT,
            " %d %s: %d at the gate, %s, %s",
            views.size(),
            views.size() == 1 ? "session" : "sessions",
            gate,
            style.green(admitted + " admitted"),
            style.red(views.size() - admitted - gate + " kept or put out"))
        + style.dim("   " + Timeline.seconds(elapsedMillis) + "   Ctrl-C stops");
  }

  /** The table that stays when the screen is gone. */
  public List<String> summary(List<LiveSession.View> views) {
    List<String> lines = new ArrayList<>();
    lines.add(
        style.bold(
            String.format(
                Locale.ROOT,
                "%-16s  %-36s  %-13s %-18s %-9s %s",
                "shown",
                "session",
                "outcome",
                "verdict",
                "after",
                "judged")));
    for (LiveSession.View view : views) {
      lines.add(row(view));
    }
    return lines;
  }

  private String row(LiveSession.View view) {
    var report = view.report();
    String outcome =
        report != null ? report.outcome() : view.problem().isEmpty() ? view.state() : "failed";
    String verdict = report == null ? view.verdict() : report.verdict();
    Long decided = view.decidedAfterMillis();
    String judged =
        report == null
            ? Panel.cut(view.problem(), 60)
            : report.frames().judged() + " of " + report.frames().received();
    return Panel.pad(view.about(), 16)
        + "  "
        + Panel.pad(view.session(), 36)
        + "  "
        + style.outcome(outcome, Panel.pad(outcome, 13))
        + " "
        + Panel.pad(verdict, 18)
        + " "
        + Panel.pad(decided == null ? "-" : Timeline.seconds(decided), 9)
        + " "
        + judged;
  }
}
