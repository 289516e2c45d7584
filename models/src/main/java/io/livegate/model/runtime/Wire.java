package io.livegate.model.runtime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * As much of the Protocol Buffers wire format as it takes to change a few nodes of an ONNX file and
 * copy the rest byte for byte.
 */
final class Wire {

  static final int VARINT = 0;
  static final int BYTES = 2;

  private Wire() {}

  /**
   * One field of a message.
   *
   * @param raw all of it, number and length included
   * @param payload what it holds, for {@link #BYTES}; else empty
   * @param value for {@link #VARINT}; else 0
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity only
  record Field(int number, int type, byte[] raw, byte[] payload, long value) {
    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  /**
   * The fields of a message in their order.
   *
   * @throws IllegalArgumentException if it is no message
   */
  static List<Field> fields(byte[] message) {
    List<Field> fields = new ArrayList<>();
    int[] at = {0};
    while (at[0] < message.length) {
      int begin = at[0];
      int tag = (int) varint(message, at);
      byte[] payload = {};
      long value = 0;
      switch (tag & 7) {
        case VARINT -> value = varint(message, at);
        case 1 -> at[0] += Long.BYTES;
        case BYTES -> {
          long length = varint(message, at);
          if (length < 0 || length > message.length - at[0]) {
            throw new IllegalArgumentException("a field is longer than its message");
          }
          payload = Arrays.copyOfRange(message, at[0], at[0] + (int) length);
          at[0] += (int) length;
        }
        case 5 -> at[0] += Integer.BYTES;
        default -> throw new IllegalArgumentException("unknown field type " + (tag & 7));
      }
      if (at[0] > message.length) {
        throw new IllegalArgumentException("a field is longer than its message");
      }
      byte[] raw = Arrays.copyOfRange(message, begin, at[0]);
      fields.add(new Field(tag >>> 3, tag & 7, raw, payload, value));
    }
    return fields;
  }

  private static long varint(byte[] message, int[] at) {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (at[0] >= message.length) {
        throw new IllegalArgumentException("a message ends in the middle of a number");
      }
      byte next = message[at[0]++];
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number has no end");
  }

  static void put(ByteArrayOutputStream out, int number, byte[] payload) {
    varint(out, (long) number << 3 | BYTES);
    varint(out, payload.length);
    out.writeBytes(payload);
  }

  static void put(ByteArrayOutputStream out, int number, String text) {
    put(out, number, text.getBytes(StandardCharsets.UTF_8));
  }

  static void put(ByteArrayOutputStream out, int number, long value) {
    varint(out, (long) number << 3 | VARINT);
    varint(out, value);
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
