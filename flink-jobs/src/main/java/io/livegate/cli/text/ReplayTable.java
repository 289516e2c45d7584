package io.livegate.cli.text;

import io.livegate.policy.Policy;
import io.livegate.policy.decide.Decision;
import io.livegate.replay.Listed;
import io.livegate.replay.Moves;
import io.livegate.replay.ReplaySummary;
import io.livegate.replay.Replayed;
import io.livegate.replay.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a replay found, for the person who answers for the policy. */
public final class ReplayTable {

  private static final int MAX_SHOWN = 40;

  private final Style style;
  private final Policy now;
  private final @Nullable Policy before;
  private final List<String> lines = new ArrayList<>();

  public ReplayTable(Style style, Policy now, @Nullable Policy before) {
    this.style = style;
    this.now = now;
    this.before = before;
  }

  /** Lines without a line break at the end. */
  public String of(ReplaySummary summary, long signals) {
    lines.clear();
    lines.add(
        style.bold(name(now) + (before == null ? "" : " held against " + name(before)))
            + style.dim(
                String.format(
                    Locale.ROOT, "   %,d sessions, %,d signals", summary.sessions(), signals)));
    outcomes(summary);
    moves("Sessions with this action", summary.actions());
    moves("Sessions refused, put out, warned or reviewed, by reason", summary.reasons());
    if (summary.tenants().size() > 1) {
      summary.tenants().forEach((tenant, actions) -> moves("Tenant " + tenant, actions));
    }
    if (before != null) {
      listed("end otherwise", "", summary.changed(), this::states);
      listed("end the same but meet other actions", "", summary.actionsChanged(), this::actions);
      listed(
          "cannot be compared",
          ": " + name(before) + " put them out, so nobody knows what would have come next",
          summary.censored(),
          this::states);
    }
    listed(
        "are borderline",
        ": one judged frame more or fewer would have changed how they end",
        summary.borderline(),
        this::states);
    return String.join("\n", lines);
  }

  private void outcomes(ReplaySummary summary) {
    head("How sessions end", before == null ? "%9s" : "%9s %9s", "before", "now");
    summary
        .outcomes()
        .forEach(
            (outcome, count) -> {
              String padded = String.format(Locale.ROOT, "  %-24s", outcome.id());
              String counts =
                  before == null
                      ? String.format(Locale.ROOT, "%9d", count[1])
                      : String.format(Locale.ROOT, "%9d %9d", count[0], count[1]);
              lines.add(style.outcome(outcome.id(), padded) + counts);
            });
  }

  private void moves(String title, Map<String, Moves> all) {
    boolean any = all.values().stream().anyMatch(m -> m.before() + m.now() > 0);
    if (!any) {
      return;
    }
    head(title, "%9s %9s %9s %9s   %s", "before", "now", "gained", "lost", "median time to it");
    all.forEach(
        (what, m) -> {
          if (m.before() + m.now() == 0) {
            return;
          }
          String padded = String.format(Locale.ROOT, "  %-24s", what);
          lines.add(
              before == null
                  ? String.format(Locale.ROOT, "%s%9d", padded, m.now())
                  : String.format(
                      Locale.ROOT,
                      "%s%9d %9d %9d %9d   %s",
                      padded,
                      m.before(),
                      m.now(),
                      m.gained(),
                      m.lost(),
                      times(m)));
        });
  }

  /** Without a policy to hold against there is one column. */
  private void head(String title, String format, Object... columns) {
    lines.add("");
    String names =
        before == null
            ? String.format(Locale.ROOT, "%9s", "sessions")
            : String.format(Locale.ROOT, format, columns);
    if (title.length() > 24) {
      lines.add(style.bold(title));
      lines.add(" ".repeat(26) + style.dim(names));
    } else {
      lines.add(style.bold(title) + " ".repeat(26 - title.length()) + style.dim(names));
    }
  }

  private static String times(Moves m) {
    if (m.medianBeforeMillis() == null || m.medianNowMillis() == null) {
      return "";
    }
    String both =
        Timeline.seconds(m.medianBeforeMillis()) + " -> " + Timeline.seconds(m.medianNowMillis());
    return m.earlier() + m.later() == 0
        ? both
        : both + " (" + m.earlier() + " sooner, " + m.later() + " later)";
  }

  private void listed(
      String what, String meaning, Listed sessions, Function<Replayed, String> told) {
    if (sessions.count() == 0) {
      return;
    }
    lines.add("");
    lines.add(style.bold(sessions.count() + " " + what) + meaning);
    for (Replayed one : sessions.first().subList(0, Math.min(MAX_SHOWN, sessions.first().size()))) {
      lines.add("  " + one.session() + "\n      " + told.apply(one));
    }
    if (sessions.count() > MAX_SHOWN) {
      lines.add(
          style.dim(
              "  and " + (sessions.count() - MAX_SHOWN) + " more; --json names each session"));
    }
  }

  private String states(Replayed one) {
    Ruling old = one.before();
    return (old == null ? "" : state(old, one) + "  ->  ") + state(one.now(), one);
  }

  /** {@code now blur by bare-skin at 3.2 s; no longer warn by rude at 2.0 s}. */
  private String actions(Replayed one) {
    Map<String, Decision> old = one.before() == null ? Map.of() : one.before().firstActions();
    Map<String, Decision> now = one.now().firstActions();
    return Stream.concat(
            actions("now ", now, old.keySet(), one), actions("no longer ", old, now.keySet(), one))
        .collect(Collectors.joining("; "));
  }

  private static Stream<String> actions(
      String mark, Map<String, Decision> some, Set<String> others, Replayed one) {
    return some.entrySet().stream()
        .filter(action -> !others.contains(action.getKey()))
        .map(
            action ->
                mark
                    + action.getKey()
                    + " by "
                    + action.getValue().ruleId()
                    + " at "
                    + Timeline.seconds(action.getValue().atMillis() - one.firstMillis()));
  }

  /** {@code refused by no-face at 1.5 s}. */
  private String state(Ruling ruling, Replayed one) {
    String outcome = ruling.summary().outcome().id();
    Long at = ruling.summary().decidedAtMillis();
    String rule =
        ruling.decisions().stream()
            .filter(d -> at != null && d.atMillis() == at)
            .map(Decision::ruleId)
            .reduce((first, second) -> second)
            .orElse("");
    return style.outcome(outcome, outcome)
        + (rule.isEmpty() ? "" : " by " + rule)
        + (at == null ? "" : " at " + Timeline.seconds(at - one.firstMillis()));
  }

  private static String name(Policy policy) {
    return policy.name();
  }
}
