package io.livegate.model;

import io.livegate.model.ModelCard.Border;
import io.livegate.model.ModelCard.CropKind;
import io.livegate.model.ModelCard.ElementType;
import io.livegate.model.ModelCard.Filter;
import io.livegate.model.ModelCard.RuntimeKind;
import io.livegate.model.OutputSpec.Direction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the fields of a card say about each other; the shape of each is checked by the schema. */
final class CardChecks {

  /** Of shares that are written with four digits. */
  private static final double ROUNDING = 0.01;

  /** What a higher value of a label speaks for that the lanes read ({@code Scores}). */
  private static final Map<String, Direction> DIRECTIONS =
      Map.of(
          "live", Direction.HIGHER_IS_GENUINE,
          "real", Direction.HIGHER_IS_GENUINE,
          "attack", Direction.HIGHER_IS_ATTACK,
          "fake", Direction.HIGHER_IS_ATTACK);

  private static final Map<Direction, Direction> OPPOSITE =
      Map.of(
          Direction.HIGHER_IS_GENUINE, Direction.HIGHER_IS_ATTACK,
          Direction.HIGHER_IS_ATTACK, Direction.HIGHER_IS_GENUINE);

  private final ModelCard card;
  private final String file;
  private final List<CardProblem> problems = new ArrayList<>();

  private CardChecks(ModelCard card, String file) {
    this.card = card;
    this.file = file;
  }

  static List<CardProblem> problems(ModelCard card, String file) {
    CardChecks checks = new CardChecks(card, file);
    checks.runtime();
    checks.crop();
    checks.output();
    checks.labels();
    checks.operatingPoints();
    checks.reference();
    checks.problems.addAll(TaxonomyChecks.problems(card, file));
    return checks.problems;
  }

  private void runtime() {
    String engine = card.engine();
    if (engine != null && card.runtime() != RuntimeKind.DJL) {
      problem("engine", engine, "only runtime djl has engines: leave it out");
    }
    if (!card.file().endsWith(".onnx") && (engine == null || engine.equals(ModelCard.ONNX))) {
      problem(
          "file",
          card.file(),
          "ONNX Runtime takes .onnx files: for another kind write runtime: djl and engine: with"
              + " DJL's name of what runs it, e.g. PyTorch");
    }
    if (card.runtime() == RuntimeKind.DJL && card.input().type() == ElementType.FLOAT16) {
      problem("runtime", "djl", "DJL is fed 32-bit floats here: use ort for a float16 input");
    }
  }

  private void crop() {
    CropKind kind = card.crop().kind();
    Border border = card.crop().border();
    if (kind == CropKind.WHOLE && card.crop().factor() != 1) {
      problem("crop.factor", card.crop().factor(), "the whole picture has no other size: write 1");
    }
    if ((kind == CropKind.SHIFTED_BOX || kind == CropKind.WHOLE) != (border == Border.SHIFT)) {
      problem(
          "crop.border",
          border,
          "write shift for whole and shifted-box, which stay inside, and zero or reflect101 for the"
              + " others, which may leave the picture");
    }
    if (kind != CropKind.WHOLE && card.input().filter() == Filter.BILINEAR_ALIGN_CORNERS) {
      problem(
          "input.filter",
          card.input().filter(),
          "align-corners is for whole: use bilinear or area");
    }
  }

  private void output() {
    OutputSpec output = card.output();
    if (new HashSet<>(output.names()).size() != output.names().size()) {
      problem("output.names", output.names(), "name each tensor once");
    }
    if (output.widths().size() != output.names().size()) {
      problem(
          "output.widths",
          output.widths(),
          "give one width for each of the " + output.names().size() + " tensors");
    }
    decoder(output);
  }

  private void decoder(OutputSpec output) {
    String name = output.decoder();
    if (name.equals(OutputSpec.SCORES) || name.equals(OutputSpec.RAW)) {
      return;
    }
    Optional<FaceDecoder> decoder = FaceDecoders.of(name);
    if (decoder.isEmpty()) {
      problem(
          "output.decoder",
          name,
          "use scores, raw, or a face decoder on the class path: " + FaceDecoders.names());
      return;
    }
    List<String> tensors = decoder.get().tensors();
    if (!output.names().containsAll(tensors)) {
      problem("output.names", output.names(), "the " + name + " decoder needs " + tensors);
    }
    if (card.crop().kind() != CropKind.WHOLE) {
      problem("crop.kind", card.crop().kind(), "faces are looked for in the whole: write whole");
    }
    if (card.operatingPoints().isEmpty()) {
      problem(
          "operatingPoints",
          card.operatingPoints(),
          "the first one's threshold is the score from which on a face counts: add it");
    }
  }

  private void labels() {
    OutputSpec output = card.output();
    boolean scores = output.decoder().equals(OutputSpec.SCORES);
    if (!scores && !output.labels().isEmpty()) {
      problem("output.labels", output.labels(), "labels belong to the decoder scores: write []");
    }
    if (scores && !output.widths().isEmpty() && output.widths().get(0) != output.labels().size()) {
      problem(
          "output.labels",
          output.labels(),
          "write one label for each of the " + output.widths().get(0) + " values");
    }
    if (scores == (output.direction() == Direction.NOT_A_SCORE)) {
      problem(
          "output.direction", output.direction(), "not-a-score is for every decoder but scores");
    }
    Direction said = output.labels().size() == 1 ? DIRECTIONS.get(output.labels().get(0)) : null;
    if (said != null && output.direction() == OPPOSITE.get(said)) {
      problem(
          "output.direction",
          output.direction(),
          "a higher '%s' says the contrary: correct this, or the label"
              .formatted(output.labels().get(0)));
    }
  }

  private void operatingPoints() {
    for (OperatingPoint point : card.operatingPoints()) {
      if (card.output().decoder().equals(OutputSpec.SCORES)
          && !card.output().labels().contains(point.label())) {
        problem(
            "operatingPoints.label",
            point.label(),
            "use a label of the output: " + card.output().labels());
      }
    }
  }

  private void reference() {
    ScoreReference reference = card.reference();
    if (reference == null) {
      return;
    }
    double sum = reference.shares().stream().mapToDouble(Double::doubleValue).sum();
    if (Math.abs(sum - 1) > ROUNDING) {
      problem("reference.shares", reference.shares(), "they add up to " + sum + ", not to 1");
    }
    if (!card.output().decoder().equals(OutputSpec.SCORES)) {
      problem("reference", card.output().decoder(), "only scores have one: leave it out");
    }
  }

  private void problem(String field, Object value, String wayOut) {
    problems.add(new CardProblem(file, field, String.valueOf(value), wayOut));
  }
}
