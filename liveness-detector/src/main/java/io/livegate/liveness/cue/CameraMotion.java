package io.livegate.liveness.cue;

import io.livegate.image.GreyImage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How far the room behind a face has moved in the picture, by the picture's border: a camera in a
 * hand shakes by a few pixels, and everything with it. Asked of those pixels of the border that lie
 * on an edge, for on a plain wall nothing can be seen to move. Black bars beside or above the video
 * belong to no room: the border is what lies inside of them.
 *
 * @param dx pixels to the right from where something is now to where it was
 * @param dy pixels downwards, likewise
 */
record CameraMotion(int dx, int dy) {

  static final CameraMotion NONE = new CameraMotion(0, 0);

  /** Share of the sides of what lies inside of bars that is its border. */
  private static final int BORDER = 8;

  /** Luma of a black bar at most, coding and a little noise included. */
  private static final float BLACK = 32;

  /** Pixels next to a bar, or to the rim, that the coding and a thin bar blur. */
  private static final int BLURRED = 2;

  /** Pixels to either side over which an edge rises. */
  private static final int REACH = 2;

  /** Luma by which an edge rises at least, well over noise. */
  private static final double EDGE = 16;

  /** Share of its rise that an edge keeps where it stays in place. */
  private static final double STILL = 0.6;

  /** With fewer edges the border says nothing. */
  private static final int FEWEST = 50;

  /**
   * When the camera moves far, a tenth of the edges come to lie where others were, and in a
   * panelled room a fifth; a sheet or screen held near covers many of them and must not pass for a
   * camera.
   */
  private static final double LEFT_IN_PLACE = 0.25;

  /** Pixels either way in which a shaking camera is looked for. */
  private static final int FARTHEST = 4;

  /**
   * Share of the edges that one shift must explain to be the camera's: nearly all, for a sheet or
   * screen held near has many of them.
   */
  private static final double EXPLAINED = 0.75;

  /** By how much more that must be than stay where they were. */
  private static final double BETTER = 0.2;

  /**
   * What a shift must explain more for each pixel: where all edges run one way, any fits along it.
   */
  private static final double PER_PIXEL = 0.01;

  /**
   * The edges along a picture's border. Keeps its arrays from picture to picture, so it is not
   * thread-safe.
   */
  static final class Border {

    private int left;
    private int top;
    private int right;
    private int bottom;
    private int[] x = new int[256];
    private int[] y = new int[256];

    /** Rise of the luma, to the right or downwards, whichever is steeper. */
    private double[] rise = new double[256];

    private boolean[] across = new boolean[256];
    private int count;

    /** Forgets the picture before and takes in another. */
    void read(GreyImage grey) {
      inside(grey);
      count = 0;
      int rows = (bottom - top) / BORDER;
      int columns = (right - left) / BORDER;
      for (int row = top; row < bottom; row += 2) {
        boolean inRows = row >= top + rows && row < bottom - rows;
        for (int column = left; column < right; column += 2) {
          if (inRows && column >= left + columns && column < right - columns) {
            column = right - columns;
          }
          double toRight = slope(grey, column, row, true);
          double down = slope(grey, column, row, false);
          boolean steeper = Math.abs(toRight) >= Math.abs(down);
          double slope = steeper ? toRight : down;
          if (Math.abs(slope) >= EDGE) {
            add(column, row, steeper, slope);
          }
        }
      }
    }

    /** Leaves bars out, and as many pixels as it takes to see none of them from inside. */
    private void inside(GreyImage grey) {
      int away = REACH + BLURRED;
      top = 0;
      bottom = grey.height();
      while (top < bottom / 2 && isBlack(grey, top, false)) {
        top++;
      }
      while (bottom > top + 1 && isBlack(grey, bottom - 1, false)) {
        bottom--;
      }
      left = 0;
      right = grey.width();
      while (left < right / 2 && isBlack(grey, left, true)) {
        left++;
      }
      while (right > left + 1 && isBlack(grey, right - 1, true)) {
        right--;
      }
      top += away;
      left += away;
      bottom -= away;
      right -= away;
    }

    private static boolean isBlack(GreyImage grey, int at, boolean column) {
      int length = column ? grey.height() : grey.width();
      for (int i = 0; i < length; i += 2) {
        if (grey.luma()[column ? i * grey.width() + at : at * grey.width() + i] > BLACK) {
          return false;
        }
      }
      return true;
    }

    private void add(int column, int row, boolean isAcross, double slope) {
      if (count == x.length) {
        x = Arrays.copyOf(x, 2 * count);
        y = Arrays.copyOf(y, 2 * count);
        rise = Arrays.copyOf(rise, 2 * count);
        across = Arrays.copyOf(across, 2 * count);
      }
      x[count] = column;
      y[count] = row;
      across[count] = isAcross;
      rise[count++] = slope;
    }

    /**
     * From an earlier picture of the same size to this one.
     *
     * @return null when the camera moved and it cannot be said how
     */
    @Nullable CameraMotion since(GreyImage then) {
      if (count < FEWEST) {
        return NONE;
      }
      double still = kept(then, 0, 0, 0);
      if (still >= EXPLAINED) {
        return NONE;
      }
      CameraMotion best = NONE;
      double most = Math.max(still + BETTER, EXPLAINED);
      for (int dy = -FARTHEST; dy <= FARTHEST; dy++) {
        for (int dx = -FARTHEST; dx <= FARTHEST; dx++) {
          double costs = PER_PIXEL * Math.hypot(dx, dy);
          double kept = kept(then, dx, dy, most + costs) - costs;
          if (kept > most) {
            most = kept;
            best = new CameraMotion(dx, dy);
          }
        }
      }
      return best.equals(NONE) && still < LEFT_IN_PLACE ? null : best;
    }

    /**
     * Share of the edges that lie so far away in another picture of the same size; 0 where that
     * cannot be more than {@code atLeast}, which is soon known of most.
     */
    private double kept(GreyImage then, int dx, int dy, double atLeast) {
      int kept = 0;
      int inside = 0;
      for (int i = 0; i < count; i++) {
        int more = count - i;
        if (kept + more < atLeast * (inside + more)) {
          return 0;
        }
        int column = x[i] + dx;
        int row = y[i] + dy;
        if (column >= left && column < right && row >= top && row < bottom) {
          inside++;
          kept += slope(then, column, row, across[i]) / rise[i] >= STILL ? 1 : 0;
        }
      }
      return (double) kept / Math.max(1, inside);
    }

    /** Rise of the luma across a pixel. */
    private static double slope(GreyImage grey, int x, int y, boolean right) {
      int at = y * grey.width() + x;
      int reach = right ? REACH : REACH * grey.width();
      return grey.luma()[at + reach] - grey.luma()[at - reach];
    }
  }
}
