package io.livegate.evaluate.html;

import io.livegate.evaluate.count.Figures;

/** How well the deepfake score tells swapped faces from genuine ones. */
final class DeepfakeSection {

  private final Figures.Deepfake deepfake;

  DeepfakeSection(Figures.Deepfake deepfake) {
    this.deepfake = deepfake;
  }

  String html() {
    StringBuilder html =
        new StringBuilder(
            "<h2>Deepfakes</h2>\n<p>AUC: of two clips, one fake and one genuine, how often the fake"
                + " scores higher. 1 is always, 0.5 is guessing, below 0.5 is worse than guessing."
                + " \"Own original\" compares each fake with the recording it was made from."
                + " Ranges by resampling clips. Faces that are small are not judged: "
                + Html.format(
                    "%d of %d fakes and %d of %d genuine clips have a score, and only those are in"
                        + " these figures.</p>\n",
                    deepfake.scored(),
                    deepfake.clips(),
                    deepfake.scoredGenuine(),
                    deepfake.flaggedReal().n()));
    html.append(
        Html.head(
            "Made with",
            "clips",
            "scored",
            "AUC against all genuine",
            "95 % range",
            "above own original",
            "pairs",
            "flagged"));
    html.append(
        Html.row(
            "<b>all</b>",
            String.valueOf(deepfake.clips()),
            String.valueOf(deepfake.scored()),
            "<b>" + Html.decimal(deepfake.auc()) + "</b>",
            Html.decimals(deepfake.aucInterval()),
            Html.decimal(deepfake.aucPairs())
                + " ("
                + Html.decimals(deepfake.aucPairsInterval())
                + ")",
            String.valueOf(deepfake.pairs()),
            String.valueOf(deepfake.flagged().hits())));
    deepfake
        .byGenerator()
        .forEach(
            (name, made) ->
                html.append(
                    Html.row(
                        Html.escape(name),
                        String.valueOf(made.clips()),
                        String.valueOf(made.scored()),
                        Html.decimal(made.auc()),
                        Html.decimals(made.aucInterval()),
                        Html.decimal(made.aucPairs()),
                        String.valueOf(made.pairs()),
                        String.valueOf(made.flagged()))));
    html.append("</table>\n<p>These are the figures of ")
        .append(Html.escape(deepfake.score()))
        .append(". Each score of the lane, on the clips that have it:</p>\n")
        .append(Html.head("Score", "AUC", "95 % range", "above own original", "pairs"));
    deepfake
        .byScore()
        .forEach(
            (name, score) ->
                html.append(
                    Html.row(
                        Html.escape(name),
                        Html.decimal(score.auc()),
                        Html.decimals(score.aucInterval()),
                        Html.decimal(score.aucPairs()),
                        String.valueOf(score.pairs()))));
    return html.append("</table>\n").toString();
  }
}
