package io.livegate.liveness.cue;

import io.livegate.image.GreyImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last minute of a session as small grids of luma, brought to zero mean and one deviation so
 * that a change of light does not count: what {@link Loop} compares with. At most {@value #MOST}
 * frames, 1.7 KB each.
 *
 * <p>What lies on the face is compared by itself as well, apart from light: a gain, and an offset
 * for each row, for the bands of a lamp lie along the rows.
 */
final class FrameMemory {

  /** Eight seconds at ten frames a second and two minutes at one. */
  static final int MOST = 200;

  static final long KEPT_MILLIS = 60_000;

  /** Deviation of the luma that all grids are brought to: what a lit scene has. */
  static final double DEVIATION = 50;

  /** Under this deviation there is only noise to be magnified. */
  private static final double MIN_DEVIATION = 4;

  /** Between frames further apart nothing is interpolated. */
  private static final long NEIGHBOURS_MILLIS = 160;

  private final float[][] grids = new float[MOST][];
  private final long[] millis = new long[MOST];
  private final Distances whole = new Distances();
  private final Distances face = new Distances();

  /** The cells on the newest frame's face; null where it has none. */
  private boolean @Nullable [] cells;

  /** Most frames are like none before, and their faces need not be compared. */
  private boolean faceIsCompared;

  private int width;
  private int first;
  private int size;

  /**
   * Takes a frame in and compares it with all before.
   *
   * @param onFace cells that lie on the face; null for none or too few
   */
  void add(GreyImage grid, boolean @Nullable [] onFace, long atMillis) {
    float[] normal = normal(grid);
    width = grid.width();
    if (size > 0 && normal.length != grids[first].length) {
      size = 0;
    }
    while (size == MOST || (size > 0 && millis(0) < atMillis - KEPT_MILLIS)) {
      grids[first] = new float[0];
      first = (first + 1) % MOST;
      size--;
    }
    int at = at(size);
    grids[at] = normal;
    millis[at] = atMillis;
    size++;
    cells = onFace;
    faceIsCompared = false;
    whole.compare(null);
  }

  long firstMillis() {
    return millis(0);
  }

  /** Of the whole picture. */
  Distances whole() {
    return whole;
  }

  /** Of what lies where the newest frame has its face; null where it has none. */
  @Nullable Distances face() {
    if (cells == null) {
      return null;
    }
    if (!faceIsCompared) {
      face.compare(cells);
      faceIsCompared = true;
    }
    return face;
  }

  /** Squared distances (means over cells) of the newest frame to those before. */
  final class Distances {

    /** Of each frame to the one before it. */
    private final double[] steps = new double[MOST];

    /** Of each frame to the newest. */
    private final double[] distances = new double[MOST];

    private final double[] sorted = new double[MOST];

    private void compare(boolean @Nullable [] cells) {
      float[] newest = grids[at(size - 1)];
      for (int i = 0; i < size; i++) {
        float[] grid = grids[at(i)];
        distances[at(i)] = distance(grid, newest, cells);
        // those of the whole picture stay as they are, the face is elsewhere now
        if (i > 0 && (cells != null || i == size - 1)) {
          steps[at(i)] = distance(grids[at(i - 1)], grid, cells);
        }
      }
    }

    /**
     * To what was seen about that time: frames, and what lies between two neighbours, as the moment
     * of sampling is never met exactly.
     *
     * @return NaN when nothing within {@code slack} was seen
     */
    double about(long atMillis, long slack) {
      double best = Double.NaN;
      for (int i = from(atMillis - slack); i < size && millis(i) <= atMillis + slack; i++) {
        best = least(best, distances[at(i)]);
        if (i > 0) {
          best = least(best, between(i));
        }
      }
      return best;
    }

    /** The middle one to the frames of {@code from..to}; NaN when there are none. */
    double middle(long from, long to) {
      int start = from(from);
      int n = from(to + 1) - start;
      if (n <= 0) {
        return Double.NaN;
      }
      for (int i = 0; i < n; i++) {
        sorted[i] = distances[at(start + i)];
      }
      Arrays.sort(sorted, 0, n);
      return sorted[n / 2];
    }

    /** To the nearest point of the straight line from the frame before {@code i} to it. */
    private double between(int i) {
      double step = steps[at(i)];
      double start = distances[at(i - 1)];
      if (step < 1e-9 || millis(i) - millis(i - 1) > NEIGHBOURS_MILLIS) {
        return start;
      }
      double share = (start - distances[at(i)] + step) / (2 * step);
      return share <= 0 || share >= 1 ? start : Math.max(0, start - share * share * step);
    }
  }

  private static double least(double best, double value) {
    return Double.isNaN(best) ? value : Math.min(best, value);
  }

  /** The first frame at or after that time. */
  private int from(long atMillis) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (millis(middle) < atMillis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private long millis(int i) {
    return millis[at(i)];
  }

  private int at(int i) {
    return (first + i) % MOST;
  }

  private static float[] normal(GreyImage grid) {
    double mean = grid.mean();
    double scale = DEVIATION / Math.max(MIN_DEVIATION, grid.deviation());
    float[] normal = new float[grid.luma().length];
    for (int i = 0; i < normal.length; i++) {
      normal[i] = (float) ((grid.luma()[i] - mean) * scale);
    }
    return normal;
  }

  private double distance(float[] a, float[] b, boolean @Nullable [] cells) {
    return cells == null ? distance(a, b) : distanceApartFromLight(a, b, cells);
  }

  private static double distance(float[] a, float[] b) {
    float sum = 0;
    for (int i = 0; i < a.length; i++) {
      float d = a[i] - b[i];
      sum += d * d;
    }
    return sum / a.length;
  }

  /** What the best offset of each row, and then the best gain, leave of the flatter of the two. */
  private double distanceApartFromLight(float[] a, float[] b, boolean[] cells) {
    double aa = 0;
    double ab = 0;
    double bb = 0;
    int n = 0;
    for (int row = 0; row < a.length; row += width) {
      double sumA = 0;
      double sumB = 0;
      int m = 0;
      for (int i = row; i < row + width; i++) {
        if (cells[i]) {
          sumA += a[i];
          sumB += b[i];
          aa += a[i] * a[i];
          ab += a[i] * b[i];
          bb += b[i] * b[i];
          m++;
        }
      }
      if (m > 0) {
        aa -= sumA * sumA / m;
        ab -= sumA * sumB / m;
        bb -= sumB * sumB / m;
        n += m;
      }
    }
    double explained = ab > 0 ? ab * ab / Math.max(Math.max(aa, bb), 1e-9) : 0;
    return Math.max(0, Math.min(aa, bb) - explained) / n;
  }
}
