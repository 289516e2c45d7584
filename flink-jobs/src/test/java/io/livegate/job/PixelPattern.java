package io.livegate.job;

import io.livegate.image.Image;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/**
 * A picture of grey stripes that is recognised in decoded form: a row of it is a sequence of
 * plateaus, whatever the order of colours, interleaved or in planes, as bytes, floats or doubles,
 * scaled in size or in value.
 */
final class PixelPattern {

  static final int WIDTH = 640;
  static final int HEIGHT = 480;

  private static final int STRIPES = 20;

  /** So many stripes in a row are no accident, not even among the floats of a program. */
  private static final int ENOUGH = 16;

  private static final double ALIKE = 0.998;

  /** No form of a pixel is larger than this. */
  private static final double LARGEST = 1024;

  private static final int SHORTEST = 4;
  private static final int LONGEST_EDGE = 12;

  private final int[] levels = new int[STRIPES];

  PixelPattern(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < STRIPES; i++) {
      do {
        levels[i] = 16 + random.nextInt(224);
      } while (i > 0 && Math.abs(levels[i] - levels[i - 1]) < 40);
    }
  }

  Image image() {
    byte[] bgr = new byte[WIDTH * HEIGHT * 3];
    for (int i = 0; i < bgr.length; i++) {
      bgr[i] = (byte) levels[i / 3 % WIDTH * STRIPES / WIDTH];
    }
    return new Image(WIDTH, HEIGHT, bgr, 1);
  }

  boolean isIn(byte[] data) {
    Search bytes = new Search(3);
    for (byte b : data) {
      if (bytes.found(b & 0xff)) {
        return true;
      }
    }
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      ByteBuffer buffer = ByteBuffer.wrap(data).order(order);
      for (int size : new int[] {4, 8}) {
        for (int from = 0; from < size; from++) {
          if (isInNumbers(buffer, size, from, 3) || isInNumbers(buffer, size, from, 0.02)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private boolean isInNumbers(ByteBuffer buffer, int size, int from, double tolerance) {
    Search search = new Search(tolerance);
    for (int at = from; at + size <= buffer.capacity(); at += size) {
      if (search.found(size == 4 ? buffer.getFloat(at) : buffer.getDouble(at))) {
        return true;
      }
    }
    return false;
  }

  /** Goes through numbers one by one and remembers the last plateaus. */
  private final class Search {

    private final double tolerance;
    private final double[] plateaus = new double[ENOUGH];
    private int count;
    private double start = Double.NaN;
    private double sum;
    private int length;
    private int edge;

    Search(double tolerance) {
      this.tolerance = tolerance;
    }

    boolean found(double value) {
      if (!(Math.abs(value) <= LARGEST)) {
        count = 0;
        length = 0;
        start = Double.NaN;
        return false;
      }
      if (Math.abs(value - start) <= tolerance) {
        length++;
        sum += value;
        return false;
      }
      boolean found = false;
      if (length >= SHORTEST) {
        double step = Math.abs(sum / length - plateaus[ENOUGH - 1]);
        count = edge > LONGEST_EDGE || step < 4 * tolerance ? 0 : count;
        System.arraycopy(plateaus, 1, plateaus, 0, ENOUGH - 1);
        plateaus[ENOUGH - 1] = sum / length;
        count++;
        edge = 0;
        found = count >= ENOUGH && isPattern();
      } else {
        edge += length;
      }
      start = value;
      sum = value;
      length = 1;
      return found;
    }

    private boolean isPattern() {
      for (int first = 0; first + ENOUGH <= STRIPES; first++) {
        if (correlation(Arrays.copyOfRange(levels, first, first + ENOUGH)) > ALIKE) {
          return true;
        }
      }
      return false;
    }

    private double correlation(int[] wanted) {
      double x = Arrays.stream(plateaus).average().orElse(0);
      double y = Arrays.stream(wanted).average().orElse(0);
      double xx = 0;
      double yy = 0;
      double xy = 0;
      for (int i = 0; i < ENOUGH; i++) {
        xx += (plateaus[i] - x) * (plateaus[i] - x);
        yy += (wanted[i] - y) * (wanted[i] - y);
        xy += (plateaus[i] - x) * (wanted[i] - y);
      }
      return xy / Math.sqrt(xx * yy);
    }
  }
}
