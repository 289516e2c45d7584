package io.livegate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.livegate.testing.TinyModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardReaderTest {

  private static final String VALID = TinyModel.yaml("0".repeat(64));

  @Test
  void aBrokenCardGivesAllItsProblemsWithFieldValueAndWayOut() {
    String broken =
        VALID
            .replace("colour: rgb", "colour: rbg")
            .replace("width: 8", "width: 0")
            .replace("family: tiny\n", "")
            .replace("runtime: ort", "runtime: ort\nruntme: ort")
            .replace("0".repeat(64), "abc");
    assertThat(problems(broken))
        .containsExactlyInAnyOrder(
            new CardProblem(
                "my.yaml",
                "input.colour",
                "\"rbg\"",
                "does not have a value in the enumeration [\"bgr\", \"rgb\"]"),
            new CardProblem("my.yaml", "input.width", "0", "must have a minimum value of 1"),
            new CardProblem("my.yaml", "family", "(missing)", "add it"),
            new CardProblem(
                "my.yaml",
                "runtme",
                "\"ort\"",
                "not a field of a card: remove it or correct its name"),
            new CardProblem(
                "my.yaml", "sha256", "\"abc\"", "does not match the regex pattern ^[0-9a-f]{64}$"));
  }

  @Test
  void onlyDjlHasEnginesAndOnlyAnotherOneTakesOtherFiles() {
    assertThat(problems(VALID.replace("runtime: ort", "runtime: ort\nengine: PyTorch")))
        .extracting(CardProblem::field)
        .containsExactly("engine");
    assertThat(
            problems(VALID.replace("tiny.onnx", "tiny.pt").replace("runtime: ort", "runtime: djl")))
        .extracting(CardProblem::field)
        .containsExactly("file");
    String torch =
        VALID
            .replace("tiny.onnx", "tiny.pt")
            .replace("runtime: ort", "runtime: djl\nengine: PyTorch");
    assertThat(CardReader.read(torch, "my.yaml").engine()).isEqualTo("PyTorch");
  }

  @Test
  void theMessageHasOneLineForEachProblem() {
    InvalidCardException e = refused(VALID.replace("width: 8", "width: 0"));
    assertThat(e)
        .hasMessage(
            "the model card cannot be used:\n  my.yaml: input.width: 0: must have a minimum value of"
                + " 1");
  }

  @Test
  void whatIsNotYamlIsNamedByItsLine() {
    List<CardProblem> problems = problems("id: tiny\n  task: [");
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0).field()).isEqualTo("line 2");
    assertThat(problems("").get(0).file()).isEqualTo("my.yaml");
    assertThat(problems("just words")).isNotEmpty();
    CardProblem twice = problems("id: tiny\nid: other").get(0);
    assertThat(twice.field()).isEqualTo("line 2");
    assertThat(twice.toString()).contains("'id'");
  }

  @ParameterizedTest
  @CsvSource({
    "meaning: content-probability,meaning: face-embedding",
    "decoder: scores,decoder: embedding"
  })
  void anEmbeddingIsRefusedWhateverItIsCalled(String what, String instead) {
    assertThat(problems(VALID.replace(what, instead)))
        .anySatisfy(
            problem ->
                assertThat(problem.wayOut())
                    .startsWith(
                        "no identity template is made here: an embedding is never an answer"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "factor: 1 | factor: 2 | crop.factor",
        "border: shift | border: zero | crop.border",
        "names: [means] | names: [means, means] | output.names",
        "names: [means] | names: [means, more] | output.widths",
        "labels: [r, g, b] | labels: [r, g] | output.labels",
        "direction: by-label | direction: not-a-score | output.direction",
        "decoder: scores | decoder: raw | output.labels",
        "decoder: scores | decoder: yunet | output.names",
        "operatingPoints: [] | operatingPoints: [{label: x, threshold: 1, data: d, figure: f}] |"
            + " operatingPoints.label",
      })
  void fieldsThatContradictEachOtherAreProblems(String what, String instead, String field) {
    assertThat(VALID).contains(what);
    assertThat(problems(VALID.replace(what, instead)))
        .extracting(CardProblem::field)
        .contains(field);
  }

  @ParameterizedTest
  @CsvSource({
    "live, higher-is-attack, higher-is-genuine",
    "real, higher-is-attack, higher-is-genuine",
    "attack, higher-is-genuine, higher-is-attack",
    "fake, higher-is-genuine, higher-is-attack",
  })
  void aLabelAndADirectionThatSayTheContraryAreAProblem(String label, String wrong, String right) {
    String card =
        VALID
            .replace("task: explicit-content", "task: presentation-attack")
            .replaceFirst("  taxonomy: .*\n", "")
            .replace("widths: [3]", "widths: [1]")
            .replace("labels: [r, g, b]", "labels: [" + label + "]");
    assertThat(problems(card.replace("by-label", wrong)))
        .extracting(CardProblem::field)
        .containsExactly("output.direction");
    assertThat(CardReader.read(card.replace("by-label", right), "my.yaml").output().labels())
        .containsExactly(label);
  }

  @Test
  void aTaxonomyIsComparedWithTheLabelsAndWithOurClassesAllAtOnce() {
    assertThat(
            problems(
                VALID.replace(
                    "version: 1, map: {r: [explicit], g: [sexy, drawing], b: []}",
                    "version: 7, map: {r: [explicit, rude], b: [], porn: [explicit]}")))
        .containsExactlyInAnyOrder(
            new CardProblem(
                "my.yaml",
                "output.taxonomy.version",
                "7",
                "the classes here are of version 1: review the map, then write it"),
            new CardProblem(
                "my.yaml",
                "output.taxonomy.map.g",
                "(missing)",
                "give the label its classes of [explicit, sexy, drawing, neutral], or [] for none"),
            new CardProblem(
                "my.yaml",
                "output.taxonomy.map.r",
                "rude",
                "no class of ours: use [explicit, sexy, drawing, neutral]"),
            new CardProblem(
                "my.yaml",
                "output.taxonomy.map.porn",
                "[explicit]",
                "no label of the output, which has [r, g, b]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "  taxonomy: {version: 1, map: {r: [explicit], g: [sexy, drawing], b: []}} | '' |"
            + " output.taxonomy",
        "task: explicit-content | task: age | output.taxonomy",
        "r: [explicit] | r: [neutral] | output.taxonomy.map",
      })
  void onlyAContentModelHasATaxonomyAndItFindsExplicitContent(
      String what, String instead, String field) {
    assertThat(VALID).contains(what);
    assertThat(problems(VALID.replace(what, instead)))
        .extracting(CardProblem::field)
        .containsExactly(field);
  }

  @Test
  void djlAndHalfFloatsAreRefusedTogether() {
    assertThat(
            problems(VALID.replace("runtime: ort", "runtime: djl").replace("float32", "float16")))
        .extracting(CardProblem::field)
        .containsExactly("runtime");
  }

  @Test
  void alignCornersIsForTheWholePicture() {
    String card =
        VALID
            .replace("filter: bilinear", "filter: bilinear-align-corners")
            .replace("kind: whole", "kind: padded-square")
            .replace("border: shift", "border: zero");
    assertThat(problems(card)).extracting(CardProblem::field).containsExactly("input.filter");
  }

  @Test
  void pathsThatLeaveTheMirrorAreRefused() {
    for (String file : List.of("../tiny.onnx", "/tmp/tiny.onnx", "a/../b.onnx", "tiny.bin")) {
      assertThat(problems(VALID.replace("file: tiny/tiny.onnx", "file: " + file)))
          .extracting(CardProblem::field)
          .containsExactly("file");
    }
  }

  private static List<CardProblem> problems(String yaml) {
    return refused(yaml).problems();
  }

  private static InvalidCardException refused(String yaml) {
    return catchThrowableOfType(InvalidCardException.class, () -> CardReader.read(yaml, "my.yaml"));
  }
}
