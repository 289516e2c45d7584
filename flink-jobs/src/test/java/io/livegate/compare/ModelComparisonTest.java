package io.livegate.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegate.evaluate.manifest.Manifest;
import io.livegate.image.Image;
import io.livegate.image.JpegEncoder;
import io.livegate.ingest.face.FaceFinder;
import io.livegate.ingest.face.ModelFaceFinder;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.model.ModelCards.CardFile;
import io.livegate.model.ModelStore;
import io.livegate.model.ScoreReference;
import io.livegate.testing.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a model that calls red explicit, on red pictures that are and blue ones that are not. */
class ModelComparisonTest {

  @TempDir private Path folder;

  private String card = "";

  @BeforeEach
  void media() throws IOException {
    TinyModel.in(folder);
    card =
        Files.readString(folder.resolve("tiny.yaml")).replace("scale: 1", "scale: 0.00392156862");
    StringBuilder manifest = new StringBuilder("path,category,label\n");
    for (int i = 0; i < 12; i++) {
      picture("red" + i, 10, 10, 150 + 5 * i);
      manifest.append("red").append(i).append(".jpg,content,art-nude\n");
      picture("blue" + i, 150 + 5 * i, 10, 10);
      manifest.append("blue").append(i).append(".jpg,content,neutral\n");
    }
    manifest.append("gone.jpg,content,neutral\n");
    Files.writeString(folder.resolve("m.csv"), manifest);
  }

  @Test
  void aModelAgreesWithItself() throws Exception {
    ScoreComparison same = compare(card, card.replace("id: tiny", "id: other"));

    assertThat(same.both()).isEqualTo(24);
    assertThat(same.agree().hits()).isEqualTo(24);
    assertThat(same.rankCorrelation()).isCloseTo(1, within(1e-9));
    assertThat(same.meanShift()).isCloseTo(0, within(1e-9));
    assertThat(same.a().auc()).isEqualTo(1);
    assertThat(same.a().missed().hits() + same.a().falseAlarms().hits()).isZero();
    assertThat(same.a().means().get("art-nude").files()).isEqualTo(12);
    assertThat(same.unread()).singleElement().asString().startsWith("gone.jpg: ");
    assertThat(same.warnings()).isEmpty();
  }

  @Test
  void theReferenceOfACardSaysHowItsScoresLie() throws Exception {
    ScoreReference reference;
    try (FaceFinder finder = finder()) {
      reference =
          ReferenceScores.of(
              ModelCards.parse(card, "test"),
              Manifest.read(folder.resolve("m.csv")),
              5,
              "m.csv",
              store(),
              finder);
    }

    assertThat(reference.frames()).isEqualTo(24);
    assertThat(reference.data()).isEqualTo("m.csv, without 1 that cannot be read");
    assertThat(reference.shares().get(0)).as("twelve blue ones").isEqualTo(0.5);
    assertThat(reference.shares().subList(5, 9).stream().mapToDouble(s -> s).sum())
        .isCloseTo(0.5, within(1e-3));
  }

  @Test
  void aWrongOrderOfColoursIsSuspected() throws Exception {
    ScoreComparison wrong =
        compare(card, card.replace("id: tiny", "id: other").replace("colour: rgb", "colour: bgr"));

    assertThat(wrong.b().auc()).isZero();
    assertThat(wrong.warnings())
        .anySatisfy(w -> assertThat(w).contains("labels may stand in the wrong order"))
        .anySatisfy(
            w ->
                assertThat(w)
                    .isEqualTo(
                        "with red and blue exchanged other tells the classes apart better"
                            + " (AUC 1.00, not 0.00): its card's input.colour may be wrong"));
  }

  @Test
  void scoresThatHardlyDifferAreSuspected() throws Exception {
    ScoreComparison flat =
        compare(
            card,
            card.replace("id: tiny", "id: other").replace("scale: 0.00392156862", "scale: 1.0e-5"));

    assertThat(flat.warnings())
        .singleElement()
        .asString()
        .startsWith("the scores of other hardly differ (standard deviation 0.00");
  }

  @Test
  void theTextHasAColumnForEachModelAndTheJsonAllOfIt() throws Exception {
    ScoreComparison same = compare(card, card.replace("id: tiny", "id: other"));

    assertThat(String.join("\n", ComparisonText.lines(same)))
        .contains("content.explicit")
        .containsPattern("AUC over files +1.00 \\(1.00 to 1.00\\) +1.00 \\(1.00 to 1.00\\)")
        .contains("not read: gone.jpg");
    JsonNode json = new ObjectMapper().valueToTree(same);
    assertThat(json.path("b").path("id").asText()).isEqualTo("other");
    assertThat(json.path("agree").path("n").asInt()).isEqualTo(24);
  }

  @Test
  void modelsOfOtherTasksAreRefused() {
    ModelCards cards = ModelCards.bundled();

    assertThatThrownBy(() -> compare(cards.get("yunet-n"), cards.get("meso4-df")))
        .hasMessage(
            "yunet-n is a model of task face-detection and meso4-df of deepfake: compare models of"
                + " one task");
    assertThatThrownBy(() -> compare(cards.get("ocec-p"), cards.get("ocec-m")))
        .hasMessageStartingWith("models of task eye-state cannot be compared; those of face-detec");
  }

  private ScoreComparison compare(String a, String b) throws Exception {
    return (ScoreComparison) compare(card("a.yaml", a), card("b.yaml", b));
  }

  private Comparison compare(ModelCard a, ModelCard b) throws Exception {
    try (FaceFinder finder = finder()) {
      return new ModelComparison(Manifest.read(folder.resolve("m.csv")), 3)
          .of(a, b, store(), finder);
    }
  }

  private ModelStore store() {
    return new ModelStore(folder.resolve("cache"), List.of(folder.toString()));
  }

  private FaceFinder finder() throws Exception {
    return new ModelFaceFinder(ModelCards.bundled().get("livegate-face"), store());
  }

  private static ModelCard card(String name, String yaml) {
    return ModelCards.bundledAnd(List.of(new CardFile(name, yaml))).all().stream()
        .filter(card -> card.family().equals("tiny"))
        .findFirst()
        .orElseThrow();
  }

  private void picture(String name, int blue, int green, int red) throws IOException {
    byte[] bgr = new byte[32 * 32 * 3];
    for (int i = 0; i < bgr.length; i += 3) {
      bgr[i] = (byte) blue;
      bgr[i + 1] = (byte) green;
      bgr[i + 2] = (byte) red;
    }
    Files.write(folder.resolve(name + ".jpg"), JpegEncoder.encode(new Image(32, 32, bgr, 1), 95));
  }
}
