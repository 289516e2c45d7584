package io.livegate.evaluate.html;

import io.livegate.evaluate.count.Case;
import io.livegate.evaluate.manifest.Truth;
import io.livegate.evaluate.stats.DetCurve;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** How the models' scores spread, and what any threshold on them could reach. */
final class ScoreSection {

  private final List<Case> cases;

  ScoreSection(Evaluation evaluation) {
    cases = evaluation.cases();
  }

  String html() {
    ToDoubleFunction<Case> live = c -> c.mean("liveness.genuine");
    ToDoubleFunction<Case> fake = c -> c.mean("deepfake.suspicion");
    ToDoubleFunction<Case> explicit = c -> c.max("content.explicit");
    double[] liveClips = of(Case::isClip, Truth.BONA_FIDE, live);
    double[] attackClips = of(Case::isClip, Truth.ATTACK, live);
    double[] liveStills = of(c -> !c.isClip(), Truth.BONA_FIDE, live);
    double[] attackStills = of(c -> !c.isClip(), Truth.ATTACK, live);
    double[] genuine = of(Case::isClip, Truth.BONA_FIDE, fake);
    double[] fakes = of(Case::isClip, Truth.DEEPFAKE, fake);
    return "<h2>Scores</h2>\n<p>What models and cues say together, before the rules weigh in: a clip's mean"
        + " score, for explicit content its highest. The better blue and red stand apart, the"
        + " better the score.</p>\n<div class=charts>\n"
        + HistogramSvg.of("held live, clips", "genuine people", liveClips, "attacks", attackClips)
        + HistogramSvg.of(
            "held live, pictures", "genuine people", liveStills, "attacks", attackStills)
        + HistogramSvg.of(
            "suspected synthetic, clips", "genuine people", genuine, "deepfakes", fakes)
        + HistogramSvg.of(
            "explicit, pictures and clips",
            "harmless",
            of(c -> true, Truth.BENIGN, explicit),
            "nudes in art",
            of(c -> true, Truth.ART_NUDE, explicit))
        + "</div>\n<h3>What any threshold could reach (DET curves)</h3>\n<div class=charts>\n"
        + det(
            "Live or attack, clips and pictures",
            join(liveClips, liveStills),
            join(attackClips, attackStills),
            "attacks")
        + det("Genuine or deepfake, clips", inverted(genuine), inverted(fakes), "deepfakes")
        + "</div>\n";
  }

  private static String det(String title, double[] wanted, double[] unwanted, String unwantedName) {
    if (wanted.length == 0 || unwanted.length == 0) {
      return "<p class=soft>" + title + ": a class has no files, so there is no curve.</p>\n";
    }
    String wantedName = "genuine people";
    String counted =
        Html.format(
            "%s: %d %s, %d %s", title, wanted.length, wantedName, unwanted.length, unwantedName);
    return DetSvg.of(counted, DetCurve.of(wanted, unwanted), wantedName, unwantedName);
  }

  private double[] of(Predicate<Case> kind, Truth truth, ToDoubleFunction<Case> score) {
    return cases.stream()
        .filter(kind)
        .filter(c -> c.truth() == truth)
        .mapToDouble(score)
        .filter(s -> !Double.isNaN(s))
        .toArray();
  }

  /** So that passing means a high score, as the curve takes it. */
  private static double[] inverted(double[] scores) {
    return Arrays.stream(scores).map(score -> 1 - score).toArray();
  }

  private static double[] join(double[] a, double[] b) {
    double[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
