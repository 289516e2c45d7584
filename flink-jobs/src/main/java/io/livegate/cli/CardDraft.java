package io.livegate.cli;

import io.livegate.model.FaceDecoders;
import io.livegate.model.runtime.Graph;
import io.livegate.model.runtime.Graph.Tensor;
import io.livegate.signal.Lane;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A model card as far as the file tells it. What only a person can know stands there as {@value
 * #ASK}, which no card may contain, with the choices beside it.
 */
final class CardDraft {

  static final String ASK = "\"?\"";

  private static final int PLANES = 3;

  private final List<String> lines = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private String section = "";

  private CardDraft() {}

  /**
   * @param task one of {@link Lane#task}
   * @param file of the weights, relative to the card's folder
   */
  static CardDraft of(String id, String task, String file, Graph graph) {
    CardDraft draft = new CardDraft();
    draft.add("id", id);
    draft.add("version", "\"1\"");
    draft.add("task", task);
    draft.ask("family", "models of one family fail together and are one witness");
    draft.add("file", file);
    draft.add("sha256", "\"" + graph.sha256() + "\"");
    draft.begin("licence");
    draft.ask("spdx", "SPDX identifier of the weights' licence, e.g. Apache-2.0");
    draft.ask("limits", "what the licence or the training data forbids or leaves open");
    draft.end();
    draft.ask("source", "repository, commit, path, and how it was converted");
    draft.add("runtime", "ort");
    draft.input(task, graph);
    draft.crop(task);
    draft.output(task, graph);
    return draft;
  }

  private void input(String task, Graph graph) {
    if (graph.inputs().size() != 1) {
      problems.add("it has " + graph.inputs().size() + " inputs; a card describes models with one");
      return;
    }
    Tensor tensor = graph.inputs().get(0);
    List<Long> shape = tensor.shape();
    if (shape.size() != 4 || (shape.get(1) != PLANES && shape.get(1) != -1)) {
      problems.add(
          "its input is %s, not [batch, 3, height, width]: export it with planes first (NCHW)"
              .formatted(shape));
      return;
    }
    if (!tensor.type().equals("FLOAT") && !tensor.type().equals("FLOAT16")) {
      problems.add("its input is " + tensor.type() + ", not FLOAT or FLOAT16");
    }
    begin("input");
    add("name", tensor.name());
    add("type", tensor.type().equals("FLOAT16") ? "float16" : "float32");
    add("layout", "nchw");
    ask("colour", "bgr or rgb: the order of the planes it was trained with");
    size("width", shape.get(3));
    size("height", shape.get(2));
    ask(
        "scale",
        "each value is (pixel - mean) * scale, the pixel 0..255; e.g. 0.00392156862745098");
    ask("mean", "one number for each plane, in the order of colour; e.g. [0, 0, 0]");
    ask("filter", "bilinear, area or bilinear-align-corners: how its training resized");
    if (task.equals(Lane.FACE.task())) {
      ask("fit", "stretch, letterbox-center or letterbox-top-left");
    } else {
      add("fit", "stretch");
    }
    end();
  }

  private void size(String name, long value) {
    if (value > 0) {
      add(name, Long.toString(value));
    } else {
      ask(name, "the file leaves it open: what it was trained with, in pixels");
    }
  }

  private void crop(String task) {
    begin("crop");
    if (task.equals(Lane.FACE.task()) || task.equals(Lane.CONTENT.task())) {
      add("kind", "whole");
      add("factor", "1");
      add("border", "shift");
    } else {
      ask("kind", "whole, shifted-box, shifted-box-level, padded-square, eyes-mouth or eyes-level");
      ask("factor", "its size relative to the face's box; 1 for whole");
      ask("border", "shift for whole and shifted-box, else zero or reflect101");
    }
    end();
  }

  private void output(String task, Graph graph) {
    List<String> names = graph.outputs().stream().map(Tensor::name).toList();
    long width = graph.outputs().get(0).width();
    begin("output");
    add("names", names.toString());
    add("widths", graph.outputs().stream().map(Tensor::width).toList().toString());
    if (task.equals(Lane.FACE.task())) {
      List<String> fitting =
          FaceDecoders.names().stream()
              .filter(name -> names.containsAll(FaceDecoders.of(name).orElseThrow().tensors()))
              .toList();
      if (fitting.size() == 1) {
        add("decoder", fitting.get(0));
      } else {
        ask("decoder", "none of " + FaceDecoders.names() + " fits these tensors: write one");
      }
      add("activation", "none");
      add("labels", "[]");
      add("meaning", "face-boxes");
      add("direction", "not-a-score");
    } else {
      add("decoder", "scores");
      ask("activation", "softmax or sigmoid; none if it is in the graph already");
      add("labels", Collections.nCopies((int) Math.max(1, width), ASK).toString(), labels(task));
      add("meaning", meaning(task));
      add("direction", "by-label");
      if (task.equals(Lane.CONTENT.task())) {
        add("taxonomy", "{version: 1, map: {}}", "which label counts for which class");
      }
    }
    end();
    if (task.equals(Lane.FACE.task())) {
      lines.add("operatingPoints:");
      lines.add("  - label: face");
      lines.add("    threshold: " + ASK + " # the score from which on a face counts, 0..1");
      lines.add("    data: " + ASK + " # what it was measured on");
      lines.add("    figure: " + ASK + " # what was found");
      asked.add("operatingPoints");
    } else {
      add("operatingPoints", "[]");
    }
  }

  private static String labels(String task) {
    if (task.equals(Lane.LIVENESS.task())) {
      return "one of them live, or of two the other attack";
    }
    return task.equals(Lane.DEEPFAKE.task())
        ? "one of them fake, or of two the other real"
        : "in the order of the output";
  }

  private static String meaning(String task) {
    if (task.equals(Lane.LIVENESS.task())) {
      return "live-probability";
    }
    return task.equals(Lane.DEEPFAKE.task()) ? "real-probability" : "content-probability";
  }

  private void begin(String name) {
    lines.add(name + ":");
    section = name + ".";
  }

  private void end() {
    section = "";
  }

  private void add(String field, String value) {
    lines.add(indent() + field + ": " + value);
  }

  private void add(String field, String value, String hint) {
    lines.add(indent() + field + ": " + value + " # " + hint);
    asked.add(section + field);
  }

  private void ask(String field, String hint) {
    add(field, ASK, hint);
  }

  private String indent() {
    return section.isEmpty() ? "" : "  ";
  }

  /** Why no card can describe this file; empty where one can. */
  List<String> problems() {
    return problems;
  }

  /** The fields that a person must fill in. */
  List<String> asked() {
    return asked;
  }

  String yaml() {
    return String.join("\n", lines) + "\n";
  }

  /** An id from a file's name. */
  static String idOf(String fileName) {
    return fileName
        .toLowerCase(Locale.ROOT)
        .replaceFirst("\\.onnx$", "")
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-+|-+$", "");
  }
}
