package io.livegate.image;

import io.livegate.hash.FrameHash;
import java.util.Arrays;

/**
 * The PDQ hash of a picture: Facebook, "The TMK+PDQF Video-Hashing Algorithm and the PDQ
 * Image-Hashing Algorithm", 2019. Luma, a tent filter (Jarosz: a box filter twice along rows and
 * columns) sampled on a grid of 64 x 64, the lowest 16 x 16 frequencies of its cosine transform
 * without the constant ones, and a bit for each that is above their median.
 *
 * <p>The filter is separable, and only its samples are made: the same grid as filtering the whole
 * picture, up to rounding, for a fraction of the work. Keeps its work arrays from picture to
 * picture, so it is not thread-safe.
 */
public final class Pdq {

  private static final int GRID = 64;
  private static final int FREQUENCIES = 16;
  private static final float[] COSINES = cosines();

  /** Steps of the gradient, in percent of the luma's range, that make one point of quality. */
  private static final int QUALITY_STEPS = 90;

  private final float[] grid = new float[GRID * GRID];
  private final float[] narrow = new float[GRID];
  private final float[] half = new float[FREQUENCIES * GRID];
  private final float[] frequencies = new float[FREQUENCIES * FREQUENCIES];
  private final float[] sorted = new float[FREQUENCIES * FREQUENCIES];
  private Tent across = new Tent(1);
  private Tent down = new Tent(1);
  private float[] row = new float[1];

  /** The hash of a picture of any size. */
  public static FrameHash of(Image image) {
    return new Pdq().hash(image);
  }

  /** The same in the arrays that the hash before was made in. */
  public FrameHash hash(Image image) {
    grid(image);
    transform();
    return hash(quality());
  }

  /** 64 x 64 lumas of 0..255, rows top to bottom; they hold until the next picture. */
  float[] grid(Image image) {
    if (across.size != image.width()) {
      across = new Tent(image.width());
      row = new float[image.width()];
    }
    if (down.size != image.height()) {
      down = new Tent(image.height());
    }
    Arrays.fill(grid, 0);
    int first = 0;
    for (int y = 0; y < image.height(); y++) {
      while (first < GRID && down.end(first) <= y) {
        first++;
      }
      luma(image, y);
      across.sample(row, narrow);
      for (int cell = first; cell < GRID && down.start[cell] <= y; cell++) {
        float weight = down.weights[cell][y - down.start[cell]];
        for (int x = 0; x < GRID; x++) {
          grid[cell * GRID + x] += weight * narrow[x];
        }
      }
    }
    return grid;
  }

  /** Rec. 601. */
  private void luma(Image image, int y) {
    byte[] bgr = image.bgr();
    int at = y * image.width() * 3;
    for (int x = 0; x < row.length; x++) {
      row[x] =
          0.114f * (bgr[at] & 0xff) + 0.587f * (bgr[at + 1] & 0xff) + 0.299f * (bgr[at + 2] & 0xff);
      at += 3;
    }
  }

  /** Row by row of the frequencies 1 to 16: along the columns first, then along the rows. */
  private void transform() {
    Arrays.fill(half, 0);
    for (int f = 0; f < FREQUENCIES; f++) {
      for (int y = 0; y < GRID; y++) {
        float weight = COSINES[f * GRID + y];
        for (int x = 0; x < GRID; x++) {
          half[f * GRID + x] += weight * grid[y * GRID + x];
        }
      }
    }
    for (int v = 0; v < FREQUENCIES; v++) {
      for (int u = 0; u < FREQUENCIES; u++) {
        float sum = 0;
        for (int x = 0; x < GRID; x++) {
          sum += half[v * GRID + x] * COSINES[u * GRID + x];
        }
        frequencies[v * FREQUENCIES + u] = sum;
      }
    }
  }

  private static float[] cosines() {
    float[] cosines = new float[FREQUENCIES * GRID];
    for (int f = 0; f < FREQUENCIES; f++) {
      for (int x = 0; x < GRID; x++) {
        cosines[f * GRID + x] =
            (float) (Math.sqrt(2.0 / GRID) * Math.cos(Math.PI / 2 / GRID * (f + 1) * (2 * x + 1)));
      }
    }
    return cosines;
  }

  /** Bit number i, counted from the lowest, is frequency i. */
  private FrameHash hash(int quality) {
    System.arraycopy(frequencies, 0, sorted, 0, sorted.length);
    Arrays.sort(sorted);
    float median = sorted[sorted.length / 2 - 1];
    long[] words = new long[FrameHash.BITS / Long.SIZE];
    for (int i = 0; i < frequencies.length; i++) {
      if (frequencies[i] > median) {
        words[i / Long.SIZE] |= 1L << i % Long.SIZE;
      }
    }
    return new FrameHash(words[3], words[2], words[1], words[0], quality);
  }

  /** Whole percent steps between neighbours of the grid, added up and scaled. */
  private int quality() {
    int steps = 0;
    for (int y = 0; y < GRID; y++) {
      for (int x = 0; x < GRID; x++) {
        float here = grid[y * GRID + x];
        if (y + 1 < GRID) {
          steps += step(here, grid[(y + 1) * GRID + x]);
        }
        if (x + 1 < GRID) {
          steps += step(here, grid[y * GRID + x + 1]);
        }
      }
    }
    return Math.min(100, steps / QUALITY_STEPS);
  }

  private static int step(float a, float b) {
    return Math.abs((int) ((a - b) * 100 / 255));
  }

  /** What of a line of values each of the 64 samples of the filtered line is made of. */
  private static final class Tent {

    private final int size;
    private final int ahead;
    private final int behind;
    private final int[] start = new int[GRID];
    private final float[][] weights = new float[GRID][];

    Tent(int size) {
      this.size = size;
      int window = (size + 2 * GRID - 1) / (2 * GRID);
      ahead = window / 2;
      behind = window - 1 - ahead;
      for (int cell = 0; cell < GRID; cell++) {
        int at = (2 * cell + 1) * size / (2 * GRID);
        int from = from(at);
        int to = to(at);
        start[cell] = from(from);
        weights[cell] = new float[to(to) - start[cell] + 1];
        for (int i = from; i <= to; i++) {
          float weight = 1f / ((to - from + 1) * (to(i) - from(i) + 1));
          for (int j = from(i); j <= to(i); j++) {
            weights[cell][j - start[cell]] += weight;
          }
        }
      }
    }

    /** The first value of the box around a place; at the ends a box has fewer. */
    private int from(int at) {
      return Math.max(0, at - behind);
    }

    /** The last one. */
    private int to(int at) {
      return Math.min(size - 1, at + ahead);
    }

    int end(int cell) {
      return start[cell] + weights[cell].length;
    }

    void sample(float[] line, float[] samples) {
      for (int cell = 0; cell < GRID; cell++) {
        float[] weight = weights[cell];
        int at = start[cell];
        float sum = 0;
        for (int i = 0; i < weight.length; i++) {
          sum += weight[i] * line[at + i];
        }
        samples[cell] = sum;
      }
    }
  }
}
