package io.livegate.compare;

import io.livegate.compare.ScoreComparison.Mean;
import io.livegate.evaluate.stats.Interval;
import io.livegate.evaluate.stats.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A comparison for a person: one line for each figure, a column for each model. */
public final class ComparisonText {

  private static final int LABEL = 38;
  private static final int COLUMN = 24;

  private final List<String> lines = new ArrayList<>();

  private ComparisonText() {}

  public static List<String> lines(Comparison comparison) {
    ComparisonText text = new ComparisonText();
    if (comparison instanceof ScoreComparison scores) {
      text.scores(scores);
    } else if (comparison instanceof FaceComparison faces) {
      text.faces(faces);
    }
    comparison.unread().forEach(file -> text.lines.add("not read: " + file));
    comparison.warnings().forEach(warning -> text.lines.add("warning: " + warning));
    return text.lines;
  }

  private void scores(ScoreComparison c) {
    row(c.score(), c.a().id(), c.b().id());
    row("frames answered", answered(c.a()), answered(c.b()));
    row("spread of the scores", number(c.a().spread()), number(c.b().spread()));
    TreeSet<String> truths = new TreeSet<>(c.a().means().keySet());
    truths.addAll(c.b().means().keySet());
    for (String truth : truths) {
      row("mean, " + truth, mean(c.a().means().get(truth)), mean(c.b().means().get(truth)));
    }
    String at = " at " + c.threshold();
    row("should be high, is below" + at, rate(c.a().missed()), rate(c.b().missed()));
    row("should be low, is not below" + at, rate(c.a().falseAlarms()), rate(c.b().falseAlarms()));
    row("AUC over files", auc(c.a()), auc(c.b()));
    row("ms a frame, median", number(c.a().millis()), number(c.b().millis()));
    lines.add("");
    row("frames both answered", Integer.toString(c.both()), "");
    row("on the same side of " + c.threshold(), rate(c.agree()), "");
    row("rank correlation", number(c.rankCorrelation()), "");
    row("mean shift", number(c.meanShift()), "");
  }

  private void faces(FaceComparison c) {
    row("faces", c.a().id(), c.b().id());
    row("frames of people with a face", rate(c.a().found()), rate(c.b().found()));
    row("frames without one, found one", rate(c.a().falseAlarms()), rate(c.b().falseAlarms()));
    row("confidence, mean", number(c.a().confidence()), number(c.b().confidence()));
    row("landmarks", yes(c.a().landmarks()), yes(c.b().landmarks()));
    row("ms a frame, median", number(c.a().millis()), number(c.b().millis()));
    lines.add("");
    row("both find one, or neither", rate(c.agree()), "");
    row("overlap (IoU), median", number(c.iou()), "");
    row("landmarks apart, in widths, median", number(c.pointsApart(), 3), "");
    row("confidence, mean shift", number(c.confidenceShift()), "");
    row("width of the box, median ratio", number(c.widthRatio()), "");
  }

  private void row(String label, String a, String b) {
    String format = "%-" + LABEL + "s%-" + COLUMN + "s%s";
    lines.add(String.format(Locale.ROOT, format, label, a, b).stripTrailing());
  }

  private static String answered(ScoreComparison.Side side) {
    return side.answered() + " of " + side.frames();
  }

  private static String mean(@Nullable Mean mean) {
    return mean == null ? "-" : number(mean.score()) + " (" + mean.files() + " files)";
  }

  private static String rate(Rate rate) {
    return rate.hits() + " of " + rate.n();
  }

  private static String auc(ScoreComparison.Side side) {
    Interval interval = side.aucInterval();
    return interval == null
        ? "-"
        : number(side.auc())
            + " ("
            + number(interval.low())
            + " to "
            + number(interval.high())
            + ")";
  }

  private static String yes(boolean is) {
    return is ? "yes" : "no";
  }

  private static String number(@Nullable Double value) {
    return number(value, 2);
  }

  private static String number(@Nullable Double value, int digits) {
    return value == null || value.isNaN()
        ? "-"
        : String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
