package io.livegate.cli.demo;

import io.livegate.cli.session.LiveSession;
import io.livegate.cli.text.Style;
import io.livegate.cli.text.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The whole screen of the demonstration as lines of text; draws nothing itself. */
public final class Stage {

  private static final int BESIDE_THE_NAME = 68;
  private static final int SHORTEST_NAME = 12;

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
    lines.add(title(views, elapsedMillis, columns));
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

  private String title(List<LiveSession.View> views, long elapsedMillis, int columns) {
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
        + style.dim("   " + Timeline.seconds(elapsedMillis))
        + (columns < 100 ? "" : style.dim("   Ctrl-C stops"));
  }

  /**
   * The table that stays when the screen is gone.
   *
   * @param columns where they do not suffice the sessions' names are left out
   */
  public List<String> summary(List<LiveSession.View> views, int columns) {
    int name = Math.min(36, columns - BESIDE_THE_NAME);
    List<String> lines = new ArrayList<>();
    lines.add(
        style.bold(row(name, "shown", "session", "outcome", "verdict", "after", "judged", "")));
    for (LiveSession.View view : views) {
      lines.add(row(view, name, columns));
    }
    return lines;
  }

  /**
   * What is to be said where most frames that were due were dropped for want of time, so that the
   * outcomes tell of the machine and not of the clips; empty where all is well.
   */
  public static List<String> shortOfTime(List<LiveSession.View> views) {
    long judged = 0;
    long dropped = 0;
    for (LiveSession.View view : views) {
      var report = view.report();
      if (report != null) {
        judged += report.frames().judged();
        dropped += report.frames().dropped();
      }
    }
    if (dropped <= judged) {
      return List.of();
    }
    return List.of(
        "",
        "This machine came to only "
            + judged
            + " of the "
            + (judged + dropped)
            + " frames that were due, too few to let anybody in:",
        "end what else runs on it, or show fewer: ./livegate demo VIDEO. judge takes the time it needs.");
  }

  private String row(LiveSession.View view, int name, int columns) {
    var report = view.report();
    String outcome =
        report != null ? report.outcome() : view.problem().isEmpty() ? view.state() : "failed";
    Long decided = view.decidedAfterMillis();
    return row(
        name,
        view.about(),
        view.session(),
        outcome,
        report == null ? view.verdict() : report.verdict(),
        decided == null ? "-" : Timeline.seconds(decided),
        report == null
            ? Panel.cut(view.problem(), Math.max(10, columns - Math.max(0, name) - 58))
            : report.frames().judged() + " of " + report.frames().received(),
        outcome);
  }

  private String row(
      int name,
      String about,
      String session,
      String outcome,
      String verdict,
      String after,
      String judged,
      String colour) {
    return Panel.pad(about, 16)
        + (name < SHORTEST_NAME ? "" : " " + Panel.pad(session, name))
        + " "
        + (colour.isEmpty()
            ? Panel.pad(outcome, 12)
            : style.outcome(colour, Panel.pad(outcome, 12)))
        + " "
        + Panel.pad(verdict, 17)
        + " "
        + Panel.pad(after, 7)
        + " "
        + judged;
  }
}
