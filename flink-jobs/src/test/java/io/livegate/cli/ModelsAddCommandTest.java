package io.livegate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegate.model.InvalidCardException;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCards;
import io.livegate.testing.TinyModel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsAddCommandTest {

  @TempDir private Path folder;

  private record Ended(int code, String out, String err) {}

  @Test
  void aCardHasWhatTheFileTellsAndIsRefusedUntilTheRestIsFilledIn() throws Exception {
    Path cards = folder.resolve("cards");

    Ended ended = run(onnx().toString(), "--task", "explicit-content", "--to", cards.toString());

    Path card = cards.resolve("tiny.yaml");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).isEqualTo(card + System.lineSeparator());
    assertThat(ended.err()).contains("fill in family, licence.spdx,").contains("output.labels");
    assertThat(cards.resolve("tiny/tiny.onnx")).hasSameBinaryContentAs(onnx());
    assertThatThrownBy(() -> ModelCards.read(card))
        .isInstanceOf(InvalidCardException.class)
        .hasMessageContainingAll(
            card + ": input.colour: ?: fill it in", card + ": output.labels[2]: ?: fill it in");

    Files.writeString(card, answered(Files.readString(card)));
    ModelCard read = ModelCards.read(card);
    assertThat(read.sha256()).isEqualTo(TinyModel.sha256(Files.readAllBytes(onnx())));
    assertThat(read.input().width()).isEqualTo(8);
    assertThat(read.input().height()).isEqualTo(6);
    assertThat(read.output().names()).containsExactly("means");
    assertThat(read.output().widths()).containsExactly(3);
  }

  @Test
  void nothingIsOverwritten() throws Exception {
    Files.writeString(folder.resolve("tiny.yaml"), "mine");

    Ended ended = run(onnx().toString(), "--task", "deepfake", "--to", folder.toString());

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("tiny.yaml is there already; choose another --id");
    assertThat(folder.resolve("tiny.yaml")).hasContent("mine");
  }

  @Test
  void whatIsNoModelOrNoTaskIsNamed() throws Exception {
    Path text = Files.writeString(folder.resolve("a.onnx"), "no model");

    assertThat(run(text.toString(), "--task", "deepfake", "--to", folder.toString()).err())
        .contains("'" + text + "' cannot be used: ONNX Runtime cannot load it");
    assertThat(run("no.onnx", "--task", "deepfake", "--to", folder.toString()).err())
        .contains("'no.onnx' does not exist");
    assertThat(run(text.toString(), "--task", "age", "--to", folder.toString()).err())
        .contains("--task takes face-detection, presentation-attack, deepfake, explicit-content");
  }

  private Path onnx() throws Exception {
    return TinyModel.in(folder.resolve("made")).mirror().resolve("tiny/tiny.onnx");
  }

  private static String answered(String card) {
    return card.replace("family: \"?\"", "family: tiny")
        .replace("spdx: \"?\"", "spdx: MIT")
        .replace("limits: \"?\"", "limits: none")
        .replace("source: \"?\"", "source: made here")
        .replace("colour: \"?\"", "colour: rgb")
        .replace("scale: \"?\"", "scale: 1")
        .replace("mean: \"?\"", "mean: [0, 0, 0]")
        .replace("filter: \"?\"", "filter: area")
        .replace("activation: \"?\"", "activation: none")
        .replace("[\"?\", \"?\", \"?\"]", "[r, g, b]")
        .replace("map: {}", "map: {r: [explicit], g: [sexy, drawing], b: []}");
  }

  private static Ended run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] all = new String[args.length + 2];
    all[0] = "models";
    all[1] = "add";
    System.arraycopy(args, 0, all, 2, args.length);
    int code =
        Livegate.run(
            Console.plain(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)),
            all);
    return new Ended(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
