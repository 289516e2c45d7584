package io.livegate.evaluate.html;

import io.livegate.evaluate.manifest.ManifestEntry;
import io.livegate.evaluate.manifest.Truth;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The whole page: one file, no scripts, nothing fetched, no pictures of people. */
public final class ReportPage {

  private final Evaluation evaluation;

  private ReportPage(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  public static String of(Evaluation evaluation) {
    return new ReportPage(evaluation).page();
  }

  private String page() {
    RateTables rates = new RateTables(evaluation);
    return "<!doctype html>\n<html lang=en><head><meta charset=utf-8>\n"
        + "<meta name=viewport content=\"width=device-width, initial-scale=1\">\n"
        + "<title>Livegate: error rates on "
        + Html.escape(evaluation.name())
        + "</title>\n<style>\n"
        + style()
        + "</style></head><body>\n"
        + intro()
        + rates.headline()
        + rates.attacks()
        + rates.nonResponse()
        + new TimeSection(evaluation).html()
        + new ScoreSection(evaluation).html()
        + new DeepfakeSection(evaluation.figures().deepfake()).html()
        + rates.otherLanes()
        + rates.buckets()
        + new WrongCases(evaluation).html()
        + notCounted()
        + "</body></html>\n";
  }

  private String intro() {
    long clips = evaluation.clips().size();
    return "<h1>How often Livegate is wrong</h1>\n<p class=soft>"
        + Html.format(
            "Measured on %s: %d clips and %d pictures judged, policy %s version %d.",
            Html.escape(evaluation.name()),
            clips,
            evaluation.cases().size() - clips,
            Html.escape(evaluation.policy().id()),
            evaluation.policy().version())
        + "</p>\n<p>Every figure stands with its <b>n</b>, the number of files it rests on, and the"
        + " range in which the true rate lies with 95 % confidence (Wilson). With few files that"
        + " range is wide: read it before the percentage. Clips went through the whole system as"
        + " sessions. A picture is one frame, on which no session can be decided; it counts by what"
        + " the gate would do if what it shows persisted.</p>\n";
  }

  private String notCounted() {
    StringBuilder html = new StringBuilder("<h2>Files in none of the figures</h2>\n");
    if (evaluation.unread().isEmpty()) {
      html.append("<p>Every file that was to be judged was there and could be read.</p>\n");
    } else {
      html.append("<h3>Missing or unreadable</h3>\n<ul>\n");
      evaluation
          .unread()
          .forEach(u -> html.append("<li>").append(Html.escape(u)).append("</li>\n"));
      html.append("</ul>\n");
    }
    html.append(labels(Truth.UNKNOWN, "Judged, with labels that no figure knows"));
    html.append(labels(Truth.APART, "Set apart on purpose and not judged"));
    return html.toString();
  }

  private String labels(Truth truth, String title) {
    List<ManifestEntry> entries =
        evaluation.manifest().entries().stream().filter(e -> e.truth() == truth).toList();
    if (entries.isEmpty()) {
      return "";
    }
    Map<String, Long> counts =
        entries.stream()
            .collect(
                Collectors.groupingBy(
                    e -> e.category() + " / " + e.label(), TreeMap::new, Collectors.counting()));
    return "<h3>"
        + title
        + "</h3>\n<p>"
        + counts.entrySet().stream()
            .map(e -> Html.escape(e.getKey()) + " (" + e.getValue() + ")")
            .collect(Collectors.joining(", "))
        + "</p>\n";
  }

  private static String style() {
    try (InputStream css =
        ReportPage.class.getResourceAsStream("/io/livegate/evaluate/report.css")) {
      if (css == null) {
        throw new IllegalStateException("the jar lacks io/livegate/evaluate/report.css");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
