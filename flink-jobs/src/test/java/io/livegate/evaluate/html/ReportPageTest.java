package io.livegate.evaluate.html;

import static io.livegate.evaluate.Cases.clip;
import static io.livegate.evaluate.Cases.happening;
import static io.livegate.evaluate.Cases.still;
import static org.assertj.core.api.Assertions.assertThat;

import io.livegate.evaluate.Cases;
import io.livegate.evaluate.count.Case;
import io.livegate.evaluate.count.Count;
import io.livegate.evaluate.count.Figures;
import io.livegate.evaluate.manifest.Manifest;
import io.livegate.evaluate.manifest.ManifestEntry;
import io.livegate.policy.Policy;
import io.livegate.policy.read.PolicyException;
import io.livegate.policy.read.PolicyFile;
import io.livegate.policy.read.PolicyParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportPageTest {

  private final Policy policy;

  ReportPageTest() throws PolicyException {
    policy = PolicyParser.parse(PolicyFile.bundled().text(), "default");
  }

  @Test
  void showsAWrongCaseWithItsRuleAndEscapesWhatItQuotes() {
    String page = page(clip("live", 5, "refused", happening("refused", 2500, "print-or-screen")));
    assertThat(page)
        .contains("Refused at 2.5 s by rule print-or-screen")
        .contains("because of &lt;print-or-screen&gt;")
        .contains("<polyline")
        .contains("1 of 1");
  }

  @Test
  void showsHowWellNudesInArtStandApartFromHarmlessFiles() {
    assertThat(
            page(
                still("neutral", "content.explicit", 0.1),
                still("neutral", "content.explicit", 0.4),
                still("art-nude", "content.explicit", 0.3)))
        .contains("how often the nude scores higher (AUC)")
        .contains("<b>0.50</b>");
    assertThat(page()).contains("how often the nude scores higher (AUC)");
  }

  @Test
  void saysOnHowManyFilesACurveRests() {
    assertThat(
            page(
                still("live", "liveness.genuine", 0.9),
                still("live", "liveness.genuine", 0.8),
                still("mask", "liveness.genuine", 0.1)))
        .contains("clips and pictures: 2 genuine people, 1 attacks.");
  }

  @Test
  void blamesNoModelForBlinksThatNobodyMarked() {
    assertThat(page(12)).contains("(12 marked)", "lacks its models");
    assertThat(page(0)).contains("(0 marked)").doesNotContain("lacks its models");
  }

  @Test
  void needsNothingFromOutside() {
    String page =
        page(
            clip("live", 5, "admitted", happening("admitted", 1200, "live-person")),
            clip("replay", 9, "undecided"),
            still("mask", "face.present", 1, "liveness.live", 0.9));
    assertThat(page).doesNotContain("http", "<script", "<img", "@import", "url(");
  }

  @Test
  void isWholeWithoutASingleCase() {
    assertThat(page()).contains("no files").contains("is no curve").endsWith("</html>\n");
  }

  @Test
  void listsWhatNoFigureCounts() {
    String page = page(clip("puppet", 5, "admitted"));
    assertThat(page)
        .contains("lost.mp4: there is no such file")
        .contains("c / puppet (1)")
        .contains("hostile / hostile (1)");
  }

  private String page(Case... cases) {
    return page(12, cases);
  }

  private String page(int markedBlinks, Case... cases) {
    List<Case> all = List.of(cases);
    List<ManifestEntry> entries = new ArrayList<>(all.stream().map(Case::entry).toList());
    entries.add(Cases.entry("h.jpg", "hostile", "hostile", 0));
    Figures figures =
        new Count(policy)
            .of(all, new Figures.Faces(3, null), new Figures.Blinks(markedBlinks, null, null));
    return ReportPage.of(
        new Evaluation(
            "manifest.csv",
            new Manifest(Path.of("somewhere"), entries),
            policy,
            figures,
            all,
            List.of("lost.mp4: there is no such file")));
  }
}
