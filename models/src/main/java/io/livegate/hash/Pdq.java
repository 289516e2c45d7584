package io.livegate.hash;

import io.livegate.image.Image;

/**
 * The PDQ hash of a picture: Facebook, "The TMK+PDQF Video-Hashing Algorithm and the PDQ
 * Image-Hashing Algorithm", 2019. Luma, a tent filter (Jarosz: a box filter twice along rows and
 * columns) sampled on a grid of 64 x 64, the lowest 16 x 16 frequencies of its cosine transform
 * without the constant ones, and a bit for each that is above their median.
 *
 * <p>The filter is separable, so here rows are filtered and sampled before columns are: the same
 * grid as filtering the whole picture, up to rounding, for a fraction of the work.
 */
public final class Pdq {

  private static final int GRID = 64;
  private static final int FREQUENCIES = 16;
  private static final float[] COSINES = cosines();

  /** Steps of the gradient, in percent of the luma's range, that make one point of quality. */
  private static final int QUALITY_STEPS = 90;

  private Pdq() {}

  /** The hash of a picture of any size. */
  public static FrameHash of(Image image) {
    float[] grid = grid(image);
    return hash(transform(grid), quality(grid));
  }

  /** 64 x 64 lumas of 0..255, rows top to bottom. */
  private static float[] grid(Image image) {
    int width = image.width();
    int height = image.height();
    float[] narrow = new float[GRID * height]; // column by column
    float[] row = new float[width];
    float[] spare = new float[width];
    for (int y = 0; y < height; y++) {
      luma(image, y, row);
      tent(row, spare, width);
      for (int x = 0; x < GRID; x++) {
        narrow[x * height + y] = row[sample(x, width)];
      }
    }
    float[] grid = new float[GRID * GRID];
    float[] column = new float[height];
    float[] spareColumn = new float[height];
    for (int x = 0; x < GRID; x++) {
      System.arraycopy(narrow, x * height, column, 0, height);
      tent(column, spareColumn, height);
      for (int y = 0; y < GRID; y++) {
        grid[y * GRID + x] = column[sample(y, height)];
      }
    }
    return grid;
  }

  private static int sample(int cell, int size) {
    return (2 * cell + 1) * size / (2 * GRID);
  }

  /** Rec. 601. */
  private static void luma(Image image, int y, float[] row) {
    byte[] bgr = image.bgr();
    int at = y * image.width() * 3;
    for (int x = 0; x < row.length; x++) {
      row[x] =
          0.114f * (bgr[at] & 0xff) + 0.587f * (bgr[at + 1] & 0xff) + 0.299f * (bgr[at + 2] & 0xff);
      at += 3;
    }
  }

  private static void tent(float[] line, float[] spare, int size) {
    int window = (size + 2 * GRID - 1) / (2 * GRID);
    box(line, spare, size, window);
    box(spare, line, size, window);
  }

  /** The mean of {@code window} values around each, of fewer at the ends. */
  private static void box(float[] from, float[] to, int size, int window) {
    int ahead = window / 2;
    int behind = window - 1 - ahead;
    float whole = 1f / window; // a division for each pixel would take as long as all the rest
    float sum = 0;
    int count = 0;
    for (int i = -ahead; i < size; i++) {
      if (i + ahead < size) {
        sum += from[i + ahead];
        count++;
      }
      if (i - behind - 1 >= 0) {
        sum -= from[i - behind - 1];
        count--;
      }
      if (i >= 0) {
        to[i] = count == window ? sum * whole : sum / count;
      }
    }
  }

  /** Row by row of the frequencies 1 to 16: along the columns first, then along the rows. */
  private static float[] transform(float[] grid) {
    float[] half = new float[FREQUENCIES * GRID];
    for (int f = 0; f < FREQUENCIES; f++) {
      for (int y = 0; y < GRID; y++) {
        float weight = COSINES[f * GRID + y];
        for (int x = 0; x < GRID; x++) {
          half[f * GRID + x] += weight * grid[y * GRID + x];
        }
      }
    }
    float[] frequencies = new float[FREQUENCIES * FREQUENCIES];
    for (int v = 0; v < FREQUENCIES; v++) {
      for (int u = 0; u < FREQUENCIES; u++) {
        float sum = 0;
        for (int x = 0; x < GRID; x++) {
          sum += half[v * GRID + x] * COSINES[u * GRID + x];
        }
        frequencies[v * FREQUENCIES + u] = sum;
      }
    }
    return frequencies;
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
  private static FrameHash hash(float[] frequencies, int quality) {
    float[] sorted = frequencies.clone();
    java.util.Arrays.sort(sorted);
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
  private static int quality(float[] grid) {
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
}
