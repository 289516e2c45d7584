package io.livegate.evaluate.html;

import io.livegate.evaluate.count.Case;
import io.livegate.evaluate.count.Count;
import io.livegate.evaluate.count.Happening;
import io.livegate.evaluate.count.Ruling;
import io.livegate.evaluate.manifest.Truth;
import io.livegate.policy.Condition;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Every wrong case with its cues over time and the rule that fired. */
final class WrongCases {

  /** A score and what people call it. */
  private record Shown(String score, String words) {}

  private static final List<Shown> SHOWN =
      List.of(
          new Shown("face.present", "face found"),
          new Shown("face.confidence", "sure of the face"),
          new Shown("liveness.genuine", "held live"),
          new Shown("liveness.live", "looks live"),
          new Shown("liveness.human", "human face"),
          new Shown("content.explicit", "explicit"),
          new Shown("deepfake.fake", "synthetic"),
          new Shown("deepfake.suspicion", "suspicion"),
          new Shown("quality.brightness", "brightness"),
          new Shown("quality.sharpness", "sharpness"),
          new Shown("quality.faceWidth", "face width in pixels"));

  private final Evaluation evaluation;
  private final Count count;
  private final TimelineSvg timeline;

  WrongCases(Evaluation evaluation) {
    this.evaluation = evaluation;
    this.count = new Count(evaluation.policy());
    this.timeline = new TimelineSvg(evaluation.policy());
  }

  String html() {
    return "<h2>Every wrong case</h2>\n<p>What the system measured over the session, and what it did."
        + " Dashed lines are thresholds of the policy, red lines are its decisions. A line joins the"
        + " frames on which that question was answered; the number at its right is the top of its"
        + " row.</p>\n"
        + group(Truth.BONA_FIDE, "Genuine people kept out, thrown out or flagged")
        + group(Truth.DEGRADED, "Genuine people in degraded pictures kept out")
        + group(Truth.ATTACK, "Attacks let in")
        + group(Truth.NO_FACE, "No face, let in")
        + group(Truth.BENIGN, "Harmless, flagged as explicit")
        + group(Truth.DEEPFAKE, "Deepfakes that no rule flagged");
  }

  private String group(Truth truth, String title) {
    List<Case> wrong =
        evaluation.cases().stream().filter(c -> c.truth() == truth && count.isWrong(c)).toList();
    return Html.format("<h3>%s: %d</h3>\n", title, wrong.size())
        + (wrong.isEmpty() ? "<p class=soft>None.</p>\n" : "")
        + wrong.stream().map(this::one).collect(Collectors.joining());
  }

  private String one(Case judged) {
    boolean weak = judged.truth() == Truth.DEEPFAKE;
    return Html.format(
            "<details%s><summary><b>%s</b> <span class=soft>%s, %s</span><br>%s</summary>\n",
            weak ? " class=weak" : " open",
            Html.escape(judged.entry().path()),
            Html.escape(judged.entry().label()),
            judged.isClip() ? Html.format("clip of %.1f s", judged.seconds()) : "picture",
            Html.escape(what(judged)))
        + (judged.isClip() ? timeline.of(judged) + events(judged) : scores(judged))
        + "</details>\n";
  }

  /** In one sentence what happened and by which rule. */
  private String what(Case judged) {
    Ruling ruling = count.rulings().of(judged);
    if (!judged.isClip()) {
      String rule = count.rulings().stillRule(judged);
      String by = rule.isEmpty() ? "the gate's time-out" : "rule " + rule;
      if (judged.truth() == Truth.BENIGN) {
        return "Its score for explicit content reaches a rule's threshold.";
      }
      return "Would be " + (ruling.admitted() ? "let in" : "kept out") + " by " + by + ".";
    }
    if (ruling.assumed()) {
      return (judged.outcome().equals("review")
              ? "Held for a human to its end: "
              : "Nothing was decided to its end: ")
          + (ruling.refused() ? "counted as kept out." : "counted as let in.")
          + reasons(judged);
    }
    return judged.happenings().isEmpty()
        ? "Nothing was decided to its end." + reasons(judged)
        : judged.happenings().stream()
            .map(
                h ->
                    Html.format(
                        "%s at %.1f s%s",
                        h.type().substring(0, 1).toUpperCase(Locale.ROOT) + h.type().substring(1),
                        h.atMillis() / 1000.0,
                        h.rule().isEmpty() ? "" : " by rule " + h.rule()))
            .collect(Collectors.joining("; ", "", "."));
  }

  private static String reasons(Case judged) {
    return judged.reasons().isEmpty()
        ? ""
        : judged.reasons().stream()
            .map(code -> code.toLowerCase(Locale.ROOT).replace('_', ' '))
            .collect(Collectors.joining(", ", " Reasons: ", "."));
  }

  private static String events(Case judged) {
    if (judged.happenings().isEmpty()) {
      return "";
    }
    StringBuilder html = new StringBuilder("<ul>\n");
    for (Happening event : judged.happenings()) {
      html.append(
          Html.format(
              "<li><b>%.1f s %s</b> %s</li>\n",
              event.atMillis() / 1000.0,
              Html.escape(event.type()),
              Html.escape(event.statement())));
    }
    return html.append("</ul>\n").toString();
  }

  private String scores(Case judged) {
    return SHOWN.stream()
            .map(
                shown ->
                    Html.format(
                        "<span class=one>%s <b>%s</b></span>",
                        shown.words(), Html.decimal(judged.moments().get(0).score(shown.score()))))
            .collect(Collectors.joining(" &ensp; ", "<p>", "</p>\n"))
        + missing(judged);
  }

  /** Of a picture that no rule was sure about: what kept it from being let in. */
  private String missing(Case judged) {
    List<Condition> missing = count.rulings().missingForAdmission(judged);
    if (!count.rulings().stillRule(judged).isEmpty() || missing.isEmpty()) {
      return "";
    }
    return missing.stream()
        .map(
            condition ->
                Html.format(
                    "%s is %s and must be %s %s",
                    condition.signal(),
                    Html.decimal(judged.moments().get(0).score(condition.signal())),
                    condition.comparison() == Condition.Comparison.AT_LEAST ? "at least" : "below",
                    Html.decimal(condition.threshold())))
        .collect(Collectors.joining("; ", "<p>To be let in: ", ".</p>\n"));
  }
}
