package io.livegate.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes a small ONNX file by hand, so that the runtimes are tested where no weights are.
 *
 * <p>The bytes are protocol buffers after {@code onnx.proto}: a field is its number and wire type,
 * then a varint or a length and that many bytes.
 */
public final class TinyOnnx {

  private static final int FLOAT = 1;

  private TinyOnnx() {}

  /**
   * A model {@code input [batch, 3, height, width] -> each output [batch, 3]}.
   *
   * @param outputs at least one name
   */
  public static byte[] planeMeans(int height, int width, String... outputs) {
    Message graph = new Message();
    graph.message(1, node("GlobalAveragePool", "input", "pooled"));
    for (String output : outputs) {
      graph.message(1, node("Flatten", "pooled", output));
    }
    graph.text(2, "plane means");
    graph.message(11, tensor("input", 3, height, width));
    for (String output : outputs) {
      graph.message(12, tensor(output, 3));
    }
    return model(graph);
  }

  /** A model {@code input [batch, 3, side, side] -> output} of the same shape: what is positive. */
  public static byte[] echo(int side, String output) {
    Message graph =
        new Message()
            .message(1, node("Relu", "input", output))
            .text(2, "echo")
            .message(11, tensor("input", 3, side, side))
            .message(12, tensor(output, 3, side, side));
    return model(graph);
  }

  /**
   * A model {@code input [batch, 3, side, side] -> output} of the same shape: what is positive as
   * it is, what is negative times its plane's slope.
   *
   * @param type of the slopes in the file: 1 for 32-bit floats; any other is only claimed
   */
  public static byte[] prelu(int side, String output, int type, float... slopes) {
    ByteBuffer raw =
        ByteBuffer.allocate(Float.BYTES * slopes.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float slope : slopes) {
      raw.putFloat(slope);
    }
    Message slope =
        new Message()
            .number(1, slopes.length)
            .number(1, 1)
            .number(1, 1)
            .number(2, type)
            .text(8, "slope")
            .bytes(9, raw.array());
    Message node = new Message().text(1, "input").text(1, "slope").text(2, output).text(4, "PRelu");
    Message graph =
        new Message()
            .message(1, node)
            .text(2, "prelu")
            .message(5, slope)
            .message(11, tensor("input", 3, side, side))
            .message(12, tensor(output, 3, side, side));
    return model(graph);
  }

  private static byte[] model(Message graph) {
    return new Message()
        .number(1, 7) // IR version
        .message(7, graph)
        .message(8, new Message().text(1, "").number(2, 13)) // default operators, version 13
        .bytes();
  }

  private static Message node(String operator, String input, String output) {
    return new Message().text(1, input).text(2, output).text(3, "to " + output).text(4, operator);
  }

  /** A named float tensor with a free batch dimension before the given ones. */
  private static Message tensor(String name, int... dimensions) {
    Message shape = new Message().message(1, new Message().text(2, "batch"));
    for (int dimension : dimensions) {
      shape.message(1, new Message().number(1, dimension));
    }
    Message type = new Message().number(1, FLOAT).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, type));
  }

  private static final class Message {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint(field << 3);
      varint(value);
      return this;
    }

    Message text(int field, String value) {
      return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return bytes(field, value.bytes());
    }

    private Message bytes(int field, byte[] value) {
      varint(field << 3 | 2);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    private void varint(long value) {
      long rest = value;
      while (rest >= 0x80) {
        out.write((int) (rest & 0x7f | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
