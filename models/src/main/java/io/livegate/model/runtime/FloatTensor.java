package io.livegate.model.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A model's input: 32-bit floats in native memory, which a runtime reads without a copy.
 *
 * @param data direct, native byte order, the values from index 0 to its capacity
 * @param shape dimensions; their product is the capacity
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity only
public record FloatTensor(FloatBuffer data, long[] shape) {

  public FloatTensor {
    long elements = 1;
    for (long dimension : shape) {
      elements *= dimension;
    }
    if (!data.isDirect() || data.order() != ByteOrder.nativeOrder()) {
      throw new IllegalArgumentException(
          "a tensor's buffer must be direct and in native order: use FloatTensor.allocate");
    }
    if (data.capacity() != elements) {
      throw new IllegalArgumentException(
          "shape "
              + Arrays.toString(shape)
              + " needs "
              + elements
              + " values, not "
              + data.capacity());
    }
  }

  /** A new tensor of zeros. */
  public static FloatTensor allocate(long... shape) {
    long elements = 1;
    for (long dimension : shape) {
      elements *= dimension;
    }
    int bytes = Math.toIntExact(elements * Float.BYTES);
    return new FloatTensor(
        ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer(), shape);
  }
}
