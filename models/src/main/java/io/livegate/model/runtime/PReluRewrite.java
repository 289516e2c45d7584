package io.livegate.model.runtime;

import io.livegate.model.runtime.Wire.Field;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the parametric ReLUs of an ONNX file as operators that ONNX Runtime has vector code for:
 * {@code a * x + (1 - a) * relu(x)}, the same up to float rounding.
 *
 * <p>ONNX Runtime 1.29 computes PRelu on a CPU one value at a time, with a branch on its sign that
 * real pictures make hard to predict: two thirds of a MiniFASNet's or a face mesh's time. The file
 * and its hash stay as they are; only what the runtime is handed differs.
 */
final class PReluRewrite {

  // Numbers of fields in onnx.proto.
  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_OPSET = 8;
  private static final int OPSET_DOMAIN = 1;
  private static final int OPSET_VERSION = 2;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int NODE_INPUT = 1;
  private static final int NODE_OUTPUT = 2;
  private static final int NODE_NAME = 3;
  private static final int NODE_OPERATOR = 4;
  private static final int TENSOR_DIMENSION = 1;
  private static final int TENSOR_TYPE = 2;
  private static final int TENSOR_FLOATS = 4;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW = 9;
  private static final int FLOAT = 1;

  /** From here on operators broadcast as they do today. */
  private static final long FIRST_OPSET = 7;

  private final Map<String, byte[]> initializers = new HashMap<>();
  private final List<byte[]> added = new ArrayList<>();
  private int rewritten;

  private PReluRewrite() {}

  /**
   * @param model an ONNX file
   * @return the model rewritten; null where there is nothing to rewrite, or it is no ONNX file
   */
  static byte @Nullable [] of(byte[] model) {
    try {
      PReluRewrite rewrite = new PReluRewrite();
      byte[] result = rewrite.model(model);
      return rewrite.rewritten == 0 ? null : result;
    } catch (IllegalArgumentException e) {
      return null; // the runtime says better what is wrong with it
    }
  }

  private byte[] model(byte[] model) {
    List<Field> fields = Wire.fields(model);
    boolean known =
        fields.stream().anyMatch(f -> f.number() == MODEL_OPSET && isKnown(f.payload()));
    ByteArrayOutputStream out = new ByteArrayOutputStream(model.length + (1 << 16));
    for (Field field : fields) {
      if (field.number() == MODEL_GRAPH && known) {
        Wire.put(out, MODEL_GRAPH, graph(field.payload()));
      } else {
        out.writeBytes(field.raw());
      }
    }
    return out.toByteArray();
  }

  /** Of the standard operators; sets of others have a domain. */
  private static boolean isKnown(byte[] opset) {
    boolean standard = true;
    long version = 0;
    for (Field field : Wire.fields(opset)) {
      standard &= field.number() != OPSET_DOMAIN || field.payload().length == 0;
      version = field.number() == OPSET_VERSION ? field.value() : version;
    }
    return standard && version >= FIRST_OPSET;
  }

  private byte[] graph(byte[] graph) {
    List<Field> fields = Wire.fields(graph);
    for (Field field : fields) {
      if (field.number() == GRAPH_INITIALIZER) {
        for (Field part : Wire.fields(field.payload())) {
          if (part.number() == TENSOR_NAME) {
            initializers.put(part.text(), field.payload());
          }
        }
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(graph.length + (1 << 16));
    for (Field field : fields) {
      if (field.number() != GRAPH_NODE || !rewrite(field.payload(), out)) {
        out.writeBytes(field.raw());
      }
    }
    added.forEach(tensor -> Wire.put(out, GRAPH_INITIALIZER, tensor));
    return out.toByteArray();
  }

  /** False for a node that stays as it is. */
  private boolean rewrite(byte[] node, ByteArrayOutputStream out) {
    List<String> inputs = new ArrayList<>();
    String output = "";
    String operator = "";
    for (Field field : Wire.fields(node)) {
      switch (field.number()) {
        case NODE_INPUT -> inputs.add(field.text());
        case NODE_OUTPUT -> output = field.text();
        case NODE_OPERATOR -> operator = field.text();
        default -> {}
      }
    }
    byte[] slope = inputs.size() == 2 ? initializers.get(inputs.get(1)) : null;
    if (!operator.equals("PRelu") || slope == null) {
      return false;
    }
    String prefix = "livegate/prelu-" + rewritten;
    byte[] rest = oneMinus(slope, prefix + "/rest");
    if (rest == null) {
      return false;
    }
    rewritten++;
    added.add(rest);
    String x = inputs.get(0);
    node(out, "Mul", x, inputs.get(1), prefix + "/all");
    node(out, "Relu", x, null, prefix + "/positive");
    node(out, "Mul", prefix + "/positive", prefix + "/rest", prefix + "/more");
    node(out, "Add", prefix + "/more", prefix + "/all", output);
    return true;
  }

  /** The tensor taken from 1, of the same shape; null if it does not hold 32-bit floats. */
  private static byte @Nullable [] oneMinus(byte[] tensor, String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] values = null;
    long type = 0;
    for (Field field : Wire.fields(tensor)) {
      switch (field.number()) {
        case TENSOR_DIMENSION -> out.writeBytes(field.raw());
        case TENSOR_TYPE -> type = field.value();
        case TENSOR_FLOATS, TENSOR_RAW ->
            values = field.type() == Wire.BYTES ? field.payload() : null;
        default -> {}
      }
    }
    if (type != FLOAT || values == null) {
      return null;
    }
    ByteBuffer rest = ByteBuffer.allocate(values.length).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer slopes = ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    while (slopes.hasRemaining()) {
      rest.putFloat(1 - slopes.get());
    }
    Wire.put(out, TENSOR_TYPE, FLOAT);
    Wire.put(out, TENSOR_NAME, name);
    Wire.put(out, TENSOR_RAW, rest.array());
    return out.toByteArray();
  }

  private static void node(
      ByteArrayOutputStream graph,
      String operator,
      String first,
      @Nullable String second,
      String output) {
    ByteArrayOutputStream node = new ByteArrayOutputStream();
    Wire.put(node, NODE_INPUT, first);
    if (second != null) {
      Wire.put(node, NODE_INPUT, second);
    }
    Wire.put(node, NODE_OUTPUT, output);
    Wire.put(node, NODE_NAME, output + "/" + operator);
    Wire.put(node, NODE_OPERATOR, operator);
    Wire.put(graph, GRAPH_NODE, node.toByteArray());
  }
}
