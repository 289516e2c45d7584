package io.livegate.model.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.livegate.model.ModelCard;
import io.livegate.model.ModelCard.ElementType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Compares what a file takes and gives with what its card allows. */
final class Signature {

  private final ModelCard card;
  private final List<String> problems = new ArrayList<>();

  private Signature(ModelCard card) {
    this.card = card;
  }

  /**
   * @throws ModelRefusedException with every difference
   */
  static void check(ModelCard card, OrtSession session) throws OrtException {
    Signature signature = new Signature(card);
    signature.inputs(session.getInputInfo());
    signature.outputs(session.getOutputInfo());
    if (!signature.problems.isEmpty()) {
      throw new ModelRefusedException(card, signature.problems, null);
    }
  }

  /** Whether the first dimension of every input is open. */
  static boolean takesBatches(OrtSession session) throws OrtException {
    return session.getInputInfo().values().stream()
        .allMatch(node -> node.getInfo() instanceof TensorInfo tensor && tensor.getShape()[0] < 0);
  }

  /** Whether height and width of every input are open. */
  static boolean takesSmaller(OrtSession session) throws OrtException {
    return session.getInputInfo().values().stream()
        .allMatch(
            node ->
                node.getInfo() instanceof TensorInfo tensor
                    && tensor.getShape().length == 4
                    && tensor.getShape()[2] < 0
                    && tensor.getShape()[3] < 0);
  }

  private void inputs(Map<String, NodeInfo> actual) {
    ModelCard.Input input = card.input();
    if (!actual.keySet().equals(java.util.Set.of(input.name()))) {
      problems.add(
          "its inputs are " + new TreeSet<>(actual.keySet()) + ", the card names " + input.name());
      return;
    }
    for (NodeInfo node : actual.values()) {
      if (!(node.getInfo() instanceof TensorInfo tensor)) {
        problems.add("input " + input.name() + " is not a tensor");
        continue;
      }
      OnnxJavaType type =
          input.type() == ElementType.FLOAT16 ? OnnxJavaType.FLOAT16 : OnnxJavaType.FLOAT;
      if (tensor.type != type) {
        problems.add("input " + input.name() + " is " + tensor.type + ", the card says " + type);
      }
      if (!fits(tensor.getShape(), new long[] {1, 3, input.height(), input.width()})) {
        problems.add(
            "input "
                + input.name()
                + " has the shape "
                + Arrays.toString(tensor.getShape())
                + ", the card says [batch, 3, "
                + input.height()
                + ", "
                + input.width()
                + "]");
      }
    }
  }

  private void outputs(Map<String, NodeInfo> actual) {
    List<String> allowed = card.output().names();
    for (String name : new TreeSet<>(actual.keySet())) {
      int at = allowed.indexOf(name);
      if (at < 0) {
        problems.add("output " + name + " is not on the card's list " + allowed);
        continue;
      }
      NodeInfo node = actual.get(name);
      if (node == null || !(node.getInfo() instanceof TensorInfo tensor)) {
        problems.add("output " + name + " is not a tensor");
        continue;
      }
      if (tensor.type != OnnxJavaType.FLOAT && tensor.type != OnnxJavaType.FLOAT16) {
        problems.add("output " + name + " is " + tensor.type + ", not floats");
      }
      long[] shape = tensor.getShape();
      long width = shape.length < 2 ? 1 : shape[shape.length - 1];
      if (width != card.output().widths().get(at)) {
        problems.add(
            "output "
                + name
                + " is "
                + width
                + " values wide, the card says "
                + card.output().widths().get(at));
      }
    }
    for (String name : allowed) {
      if (!actual.containsKey(name)) {
        problems.add("output " + name + " of the card is not in the file");
      }
    }
  }

  /** Dynamic dimensions are -1 and fit everything. */
  private static boolean fits(long[] actual, long[] wanted) {
    if (actual.length != wanted.length) {
      return false;
    }
    for (int i = 0; i < actual.length; i++) {
      if (actual[i] >= 0 && actual[i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
