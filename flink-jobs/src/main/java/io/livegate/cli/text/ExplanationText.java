package io.livegate.cli.text;

import io.livegate.policy.Condition;
import io.livegate.policy.Mode;
import io.livegate.policy.decide.ConditionStanding;
import io.livegate.policy.decide.Decision;
import io.livegate.policy.decide.Obstacle;
import io.livegate.policy.decide.RuleStanding;
import io.livegate.policy.decide.SessionSummary;
import io.livegate.replay.Explanation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Why a session went as it did, for the person who answers for the policy. */
public final class ExplanationText {

  private static final String INDENT = "            ";

  private final Style style;
  private final int columns;
  private final List<String> lines = new ArrayList<>();
  private long from;

  /**
   * @param columns width of the terminal; a longer session is drawn with several seconds a column
   */
  public ExplanationText(Style style, int columns) {
    this.style = style;
    this.columns = Math.max(60, columns);
  }

  /** Lines without a line break at the end. */
  public String of(Explanation explained) {
    lines.clear();
    from = explained.firstMillis();
    SessionSummary summary = explained.ruling().summary();
    String outcome = summary.outcome().id();
    lines.add(
        style.bold(explained.session())
            + "  "
            + style.outcome(outcome, outcome.toUpperCase(Locale.ROOT))
            + "  "
            + summary.verdict()
            + style.dim("  under " + explained.policy().name()));
    lines.add("");
    lines.add(style.bold("What happened, and why not more"));
    explained.steps().forEach(this::step);
    if (explained.steps().isEmpty()) {
      lines.add("  nothing: no rule held, and the gate's time was not over");
    }
    lines.add("");
    lines.add(
        style.bold("How near the other rules came")
            + style.dim("  (a column a second, full = held)"));
    explained.rules().stream()
        .filter(course -> course.fired() == 0 && nearness(course) > 0)
        .sorted(Comparator.comparingDouble(course -> -nearness(course)))
        .forEach(this::course);
    Map<String, List<String>> others = new LinkedHashMap<>();
    for (Explanation.RuleCourse course : explained.rules()) {
      if (course.fired() == 0 && nearness(course) <= 0) {
        others.computeIfAbsent(whyNever(course), why -> new ArrayList<>()).add(course.rule().id());
      }
    }
    others.forEach(
        (why, rules) ->
            Timeline.wrap(why + ": " + String.join(", ", rules), columns - 4)
                .forEach(line -> lines.add("  " + style.dim(line))));
    return String.join("\n", lines);
  }

  private void step(Explanation.Step step) {
    Decision decision = step.decision();
    boolean observed = decision.mode() == Mode.OBSERVE;
    boolean over = decision.challenge() != null && decision.challenge().closing() != null;
    String effect = (observed ? "would " : "") + decision.effect().id() + (over ? " is over" : "");
    lines.add(
        String.format(Locale.ROOT, "  %8s  ", Timeline.seconds(decision.atMillis() - from))
            + style.bold(effect)
            + by(decision.ruleId()));
    RuleStanding won = step.won();
    if (won != null) {
      conditions(won, "");
    }
    for (RuleStanding other : step.over()) {
      lines.add(INDENT + "won over " + named(other));
    }
    RuleStanding next = step.next();
    if (next != null && next.nearness() <= 0 && won != null) {
      lines.add(INDENT + style.dim("no more severe rule was near: each lacks a condition wholly"));
    } else if (next != null) {
      lines.add(INDENT + style.yellow("not " + named(next)) + ", which lacked:");
      Obstacle obstacle = next.obstacle();
      if (obstacle != null) {
        lines.add(INDENT + "  " + obstacle.words());
      }
      conditions(next, "lacked");
    }
  }

  private static String by(String rule) {
    return switch (rule) {
      case "gate.timeout" -> ", for the gate's time was over and no rule had decided";
      case "gate.coach" -> ", for half of the gate's time was over";
      case "gate.unavailable" -> ", for a model that the policy insists on was not there";
      default -> " by " + rule;
    };
  }

  private static String named(RuleStanding standing) {
    return standing.rule().effect().id() + " by " + standing.rule().id();
  }

  private void conditions(RuleStanding standing, String only) {
    for (int i = 0; i < standing.conditions().size(); i++) {
      ConditionStanding condition = standing.conditions().get(i);
      boolean one = standing.rule().isOneOfSome(i);
      if (only.isEmpty() || !condition.holds()) {
        String mark = condition.holds() ? style.green("holds ") : style.red("lacks ");
        lines.add(
            INDENT
                + "  "
                + mark
                + inWords(condition)
                + (one
                    ? style.dim("  (" + standing.rule().someNeeded() + " such are enough)")
                    : ""));
      }
    }
  }

  private static String inWords(ConditionStanding c) {
    Condition asked = c.condition();
    StringBuilder text = new StringBuilder(asked.signal());
    text.append(asked.comparison() == Condition.Comparison.BELOW ? " below " : " at least ");
    text.append(number(asked.threshold())).append(": ");
    text.append(c.hits()).append(c.hits() == 1 ? " hit of " : " hits of ").append(asked.hits());
    text.append(" needed");
    if (!asked.spanning().isZero()) {
      text.append(", spanning ").append(Timeline.seconds(c.spanMillis()));
      text.append(" of ").append(Timeline.seconds(asked.spanning().toMillis()));
    }
    text.append(
        c.samples() == 0
            ? ", never measured in its window"
            : ", newest " + number(c.newestScore()));
    return text.toString();
  }

  private static double nearness(Explanation.RuleCourse course) {
    RuleStanding nearest = course.nearest();
    return nearest == null ? -1 : nearest.nearness();
  }

  private void course(Explanation.RuleCourse course) {
    RuleStanding nearest = course.nearest();
    if (nearest == null) {
      return;
    }
    lines.add(
        String.format(
                Locale.ROOT,
                "  %3.0f %%  at %7s  ",
                100 * nearest.nearness(),
                Timeline.seconds(course.nearestAtMillis() - from))
            + named(nearest));
    lines.add(INDENT + "  " + strip(course.perSecond()));
    conditions(nearest, "");
  }

  private String strip(List<Double> perSecond) {
    int width = columns - INDENT.length() - 4;
    int perColumn = Math.max(1, (perSecond.size() + width - 1) / width);
    StringBuilder strip = new StringBuilder();
    for (int second = 0; second < perSecond.size(); second += perColumn) {
      double most = Double.NaN;
      for (int i = second; i < Math.min(second + perColumn, perSecond.size()); i++) {
        double one = perSecond.get(i);
        most = Double.isNaN(most) ? one : Double.isNaN(one) ? most : Math.max(most, one);
      }
      strip.append(Bars.level(Double.isNaN(most) ? null : (Double) most));
    }
    return style.cyan(strip.toString());
  }

  private static String whyNever(Explanation.RuleCourse course) {
    RuleStanding last = course.blocked();
    Obstacle obstacle = last == null ? null : last.obstacle();
    if (course.nearest() != null) {
      return "Not near at any time, a condition was wholly lacking";
    }
    return "Never looked at, " + (obstacle == null ? "no frame was judged" : obstacle.words());
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
