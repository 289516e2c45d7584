package io.livegate.cli.demo;

import io.livegate.cli.session.EventView;
import io.livegate.cli.session.LiveSession;
import io.livegate.cli.text.Bars;
import io.livegate.cli.text.Style;
import io.livegate.cli.text.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One session in a few lines of text: what it is, what is measured, what was decided. */
final class Panel {

  /** What a line has beside the name. */
  private static final int NOT_NAME = 60;

  private static final int BAR = 8;

  private final Style style;
  private final int columns;

  Panel(Style style, int columns) {
    this.style = style;
    this.columns = Math.max(80, columns);
  }

  /** Two lines: who and what was decided, then what is measured. */
  List<String> lines(LiveSession.View view) {
    return List.of(head(view), "   " + cues(view));
  }

  /** One more line: the newest event in words, or what makes judging hard. */
  String why(LiveSession.View view) {
    EventView last = view.last();
    String text = "";
    if (!view.problem().isEmpty()) {
      text = view.problem();
    } else if (last != null) {
      text = (last.observed() ? "would be " : "") + last.type() + " by " + last.brief();
    } else if (!view.doubts().isEmpty()) {
      text = String.join(", ", view.doubts());
    }
    return "   " + style.dim(cut(text, columns - 4));
  }

  private String head(LiveSession.View view) {
    String state = view.problem().isEmpty() ? view.state() : "failed";
    String badge =
        String.format(
            Locale.ROOT,
            "%s %-12s",
            view.over() ? "■" : "●",
            badge(state).toUpperCase(Locale.ROOT));
    String name = pad(view.about() + "  " + fileName(view.session()), columns - NOT_NAME);
    String verdict = String.format(Locale.ROOT, "%-18s", view.verdict());
    Long decided = view.decidedAfterMillis();
    String after = decided == null ? "" : "after " + Timeline.seconds(decided);
    return style.outcome(state, badge)
        + " "
        + style.bold(name)
        + " "
        + style.outcome(state, verdict)
        + String.format(Locale.ROOT, "%-13s", after)
        + style.dim(String.format(Locale.ROOT, "%8s", Timeline.seconds(view.seenMillis())));
  }

  private static String badge(String state) {
    return switch (state) {
      case "gate" -> "at the gate";
      case "starting" -> "waiting";
      default -> state;
    };
  }

  private String cues(LiveSession.View view) {
    Map<String, Double> scores = view.scores();
    List<String> cues = new ArrayList<>();
    boolean face = scores.getOrDefault("face.present", 0.0) > 0;
    cues.add(
        face
            ? style.cyan("face") + " " + percent(scores.get("face.share"))
            : style.dim("no face "));
    cues.add("live " + style.green(Bars.bar(scores.get("liveness.live"), BAR)));
    cues.add("fake " + style.yellow(Bars.bar(scores.get("deepfake.fake"), BAR)));
    cues.add("explicit " + style.red(Bars.bar(scores.get("content.explicit"), BAR)));
    cues.add(still(scores));
    return String.join("  ", cues);
  }

  /** How long nothing has moved: the face if there is one, else the picture. */
  private String still(Map<String, Double> scores) {
    double still = scores.getOrDefault("liveness.still", 0.0);
    double frozen = scores.getOrDefault("liveness.frozen", 0.0);
    boolean uniform = scores.getOrDefault("liveness.uniform", 0.0) > 0;
    if (uniform) {
      return style.yellow(pad("empty picture", 14));
    }
    double longest = Math.max(still, frozen);
    String word = frozen >= still && frozen > 0 ? "frozen" : "still";
    return longest < 0.5
        ? style.dim(pad(scores.isEmpty() ? "" : "moving", 14))
        : style.yellow(pad(String.format(Locale.ROOT, "%s %.1f s", word, longest), 14));
  }

  private static String percent(@Nullable Double share) {
    return share == null ? "   " : String.format(Locale.ROOT, "%2.0f%%", share * 100);
  }

  private static String fileName(String session) {
    return session.substring(session.lastIndexOf('/') + 1);
  }

  static String pad(String text, int width) {
    return String.format(Locale.ROOT, "%-" + width + "s", cut(text, width));
  }

  static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
  }
}
