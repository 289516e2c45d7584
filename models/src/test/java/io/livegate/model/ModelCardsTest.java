package io.livegate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.model.ModelCards.CardFile;
import io.livegate.signal.ModelStamp;
import io.livegate.testing.SharedModels;
import io.livegate.testing.TinyModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardsTest {

  private final ModelCards cards = ModelCards.bundled();

  @Test
  void allCardsAreInOrderAndTheIndexNamesEachFile() throws Exception {
    List<String> ids = cards.all().stream().map(ModelCard::id).toList();
    assertThat(ids).hasSize(24).isSorted().doesNotHaveDuplicates();
    Path folder =
        Path.of(Objects.requireNonNull(ModelCards.class.getResource("cards/index.txt")).toURI())
            .getParent();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.endsWith(".yaml")))
          .containsExactlyInAnyOrderElementsOf(ids.stream().map(id -> id + ".yaml").toList());
    }
  }

  @Test
  void aCardIsFoundByItsIdAndAnUnknownIdListsTheKnown() {
    assertThat(cards.get("meso4-df").file()).isEqualTo("mesonet/Meso4_DF.onnx");
    assertThatThrownBy(() -> cards.get("meso5"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no model card \"meso5\"; known: age-gender, blazeface-short, ")
        .hasMessageEndingWith("yunet-n, yunet-s");
  }

  @Test
  void theStampNamesTheModelInSignals() {
    assertThat(cards.get("yunet-n").stamp())
        .isEqualTo(
            new ModelStamp(
                "yunet-n",
                "1",
                "104ee26c71d5c270ce79a6b3dced91c91013260d29a6bf18f9296c5b8c4c2b12",
                "yunet"));
  }

  @Test
  void modelsThatFailTogetherAreOneFamily() {
    Map<String, List<String>> families =
        cards.all().stream()
            .collect(
                Collectors.groupingBy(
                    ModelCard::family, Collectors.mapping(ModelCard::id, Collectors.toList())));
    assertThat(families.get("mesonet"))
        .containsExactly("meso4-df", "meso4-f2f", "mesoinception-df", "mesoinception-f2f");
    assertThat(families.get("minifasnet"))
        .containsExactly("livegate-human", "livegate-pad", "minifasnet-v1se", "minifasnet-v2");
  }

  @Test
  void noCardShipsAnythingThatCouldNameAPerson() {
    assertThat(cards.all())
        .allSatisfy(
            card ->
                assertThat(card.output().meaning())
                    .doesNotContain("embedding", "identity", "vector"));
  }

  @Test
  void thereIsACardForEachFileOfTheStoreWithItsHash() throws Exception {
    Path sums = SharedModels.root().resolve("../shared/models/SHA256SUMS");
    Assumptions.assumeTrue(Files.exists(sums), "no ../shared/models");
    Map<String, String> byFile = new TreeMap<>();
    for (String line : Files.readAllLines(sums)) {
      byFile.put(line.substring(66), line.substring(0, 64));
    }
    assertThat(
            cards.all().stream()
                .filter(card -> !card.id().startsWith("livegate-")) // lie in the jar
                .collect(Collectors.toMap(ModelCard::file, ModelCard::sha256)))
        .isEqualTo(byFile);
  }

  @Test
  void theGuideNamesEachFileWithItsHash() throws Exception {
    String guide = Files.readString(SharedModels.root().resolve("docs/get-models.md"));
    assertThat(cards.all())
        .allSatisfy(card -> assertThat(guide).contains(card.file() + "` | `" + card.sha256()));
  }

  @Test
  void anOperatorsOwnCardIsReadFromAFile(@TempDir Path folder) throws Exception {
    ModelCard card = TinyModel.in(folder).card();
    assertThat(card.id()).isEqualTo("tiny");
    assertThat(card.upstream()).isNull();
    assertThat(card.output().labels()).containsExactly("r", "g", "b");
  }

  @Test
  void ownCardsStandBesideTheShippedOnesAndAllTheirProblemsComeAtOnce() {
    String good = TinyModel.yaml("0".repeat(64));

    assertThat(ModelCards.bundledAnd(List.of(new CardFile("a.yaml", good))).get("tiny").sha256())
        .isEqualTo("0".repeat(64));
    assertThatThrownBy(
            () ->
                ModelCards.bundledAnd(
                    List.of(
                        new CardFile("a.yaml", good),
                        new CardFile("b.yaml", good),
                        new CardFile("c.yaml", good.replace("id: tiny", "id: yunet-n")),
                        new CardFile("d.yaml", good.replace("task: explicit-content", "task: x")))))
        .isInstanceOf(InvalidCardException.class)
        .hasMessageContainingAll(
            "b.yaml: id: tiny: another card has this id",
            "c.yaml: id: yunet-n: another card has this id",
            "d.yaml: task: \"x\"");
  }
}
