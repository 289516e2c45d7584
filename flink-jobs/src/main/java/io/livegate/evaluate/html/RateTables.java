package io.livegate.evaluate.html;

import io.livegate.evaluate.count.Buckets;
import io.livegate.evaluate.count.Count;
import io.livegate.evaluate.count.Figures;
import io.livegate.evaluate.stats.Rate;
import java.util.Map;

/** The error rates as tables. */
final class RateTables {

  private final Evaluation evaluation;
  private final Figures figures;

  RateTables(Evaluation evaluation) {
    this.evaluation = evaluation;
    this.figures = evaluation.figures();
  }

  String headline() {
    Figures.Group sessions = figures.sessions();
    Rate attacks = all(sessions.attacks());
    return "<h2>At a glance: sessions</h2>\n"
        + rateHead("What went wrong")
        + rate("<b>Genuine people kept out</b> or thrown out (BPCER)", sessions.bonaFide())
        + rate(
            "&emsp;would have been kept out, had they come at their worst moment",
            sessions.bonaFideRefusable())
        + rate("<b>Attacks let in</b>: prints, screens, stills, masks, of all kinds", attacks)
        + worst(sessions.attacks())
        + rate("&emsp;let in, but thrown out later", sessions.attacksStopped())
        + rate("<b>No face in the picture</b>, let in all the same", sessions.noFace())
        + rate("<b>Deepfakes let in</b> (swapped or driven faces)", figures.deepfake().admitted())
        + rate("Deepfakes not flagged to anybody", missed(figures.deepfake().flagged()))
        + rate("Genuine people flagged as deepfakes", figures.deepfake().flaggedReal())
        + rate("Genuine people in badly degraded pictures, kept out", figures.degradedRefused())
        + "</table>\n";
  }

  /** The figure ISO/IEC 30107-3 asks for: an attacker chooses the kind that works best. */
  private static String worst(Map<String, Rate> attacks) {
    return Figures.worstFirst(attacks).entrySet().stream()
        .filter(attack -> attack.getValue().n() > 0)
        .findFirst()
        .map(a -> rate("&emsp;the worst kind: " + Html.escape(a.getKey()), a.getValue()))
        .orElse("");
  }

  String attacks() {
    return "<h2>Attacks let in, by kind (APCER), worst first</h2>\n<h3>Clips</h3>\n"
        + byKind(figures.sessions())
        + "<h3>Pictures</h3>\n"
        + byKind(figures.stills())
        + "<h3>Genuine people and empty pictures, on pictures</h3>\n"
        + rateHead("As if what the picture shows persisted")
        + rate("Genuine people kept out (BPCER)", figures.stills().bonaFide())
        + rate("No face, let in", figures.stills().noFace())
        + "</table>\n";
  }

  String nonResponse() {
    return "<h2>No decision</h2>\n<p>Sessions that ended before the system knew, or waiting for a"
        + " human. A genuine person left undecided for 4 s or more is counted above as kept out, an"
        + " attack left undecided"
        + " for 5 s or more as let in.</p>\n"
        + rateHead("Clips without a decision (non-response)")
        + rate("Genuine people", figures.sessions().bonaFideUndecided())
        + rate("Attacks", figures.sessions().attacksUndecided())
        + "</table>\n";
  }

  String otherLanes() {
    Figures.Faces faces = figures.faces();
    Figures.Blinks blinks = figures.blinks();
    Integer found = faces.found();
    Integer hit = blinks.hit();
    return "<h2>Explicit content, faces, blinks</h2>\n"
        + "<p>Classical nudes stand in for explicit content. How much of real explicit content is"
        + " found is not measured here.</p>\n"
        + rateHead("What was seen")
        + rate("Harmless pictures and clips flagged as explicit", figures.content().benign())
        + rate("Nudes in art flagged as explicit", figures.content().artNude())
        + Html.row(
            "Of a nude in art and a harmless file, how often the nude scores higher (AUC)",
            figures.content().artNudeAuc() == null ? "no files" : Html.NONE,
            "<b>" + Html.decimal(figures.content().artNudeAuc()) + "</b>",
            Html.decimals(figures.content().artNudeInterval()),
            "0.5 is guessing; range by resampling files")
        + (found == null
            ? Html.row("Marked faces found", "not measured", Html.NONE, Html.NONE, "")
            : rate(
                "Marked faces found (half or more of the boxes in common)",
                new Rate(found, faces.annotated())))
        + (hit == null
            ? Html.row(
                "Marked blinks seen (" + blinks.annotated() + " marked)",
                blinks.annotated() == 0 ? "no files" : "not measured",
                Html.NONE,
                Html.NONE,
                blinks.annotated() == 0 ? "" : "the blinks cue is switched off or lacks its models")
            : rate("Marked blinks seen", new Rate(hit, blinks.annotated()))
                + Html.row(
                    "Blinks counted there where nobody saw one",
                    String.valueOf(blinks.falseAlarms()),
                    Html.NONE,
                    Html.NONE,
                    ""))
        + "</table>\n";
  }

  String buckets() {
    Buckets buckets = new Buckets(new Count(evaluation.policy()).rulings());
    Map<String, Buckets.Bucket> tones = buckets.bySkinTone(evaluation.clips());
    return "<h2>In difficult pictures</h2>\n<p>"
        + Html.format(
            "Clips only. Dark: mean brightness below %.0f %%. Blurred: sharpness of the face below"
                + " %.0f (the system itself complains below 25). Small: face narrower than %.0f"
                + " pixels. Glasses: where the manifest says so. A clip may be in several rows.",
            100 * Buckets.DARK_BELOW, Buckets.BLURRED_BELOW, Buckets.SMALL_BELOW)
        + "</p>\n"
        + table("Picture", buckets.byQuality(evaluation.clips()))
        + (tones.isEmpty()
            ? "<p class=soft>Skin tone: the manifest says nothing about it.</p>\n"
            : "<h3>Skin tone, where the manifest says so</h3>\n" + table("Skin tone", tones));
  }

  private static String table(String title, Map<String, Buckets.Bucket> buckets) {
    StringBuilder html =
        new StringBuilder(
            Html.head(title, "genuine kept out", "95 % range", "attacks let in", "95 % range"));
    buckets.forEach(
        (name, bucket) ->
            html.append(
                Html.row(
                    Html.escape(name),
                    Html.of(bucket.refused()),
                    Html.percents(bucket.refused().interval()),
                    Html.of(bucket.admitted()),
                    Html.percents(bucket.admitted().interval()))));
    return html.append("</table>\n").toString();
  }

  private static String byKind(Figures.Group group) {
    StringBuilder html = new StringBuilder(rateHead("Kind"));
    Figures.worstFirst(group.attacks())
        .forEach((label, attack) -> html.append(rate(Html.escape(label), attack)));
    return html.append("</table>\n").toString();
  }

  private static String rateHead(String title) {
    return Html.head(title, "count", "rate", "95 % range", "0 to 100 %")
        .replace("<table>", "<table class=rates>");
  }

  private static String rate(String title, Rate rate) {
    return Html.row(
        title,
        rate.n() == 0 ? "no files" : Html.of(rate),
        "<b>" + Html.percent(rate.share()) + "</b>",
        Html.percents(rate.interval()),
        IntervalSvg.of(rate));
  }

  private static Rate all(Map<String, Rate> rates) {
    return new Rate(
        rates.values().stream().mapToInt(Rate::hits).sum(),
        rates.values().stream().mapToInt(Rate::n).sum());
  }

  private static Rate missed(Rate flagged) {
    return new Rate(flagged.n() - flagged.hits(), flagged.n());
  }
}
