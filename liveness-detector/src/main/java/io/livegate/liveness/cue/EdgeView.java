package io.livegate.liveness.cue;

import io.livegate.image.GreyImage;
import io.livegate.image.Lines;
import io.livegate.image.Lines.Line;
import java.util.List;

/**
 * One measurement of {@link FrameEdge}: the straight lines of a picture and where the face was.
 *
 * @param grey the picture at the size at which lines are looked for
 * @param lines in pixels of {@code grey}
 * @param pose in pixels of {@code grey}
 */
record EdgeView(long atMillis, GreyImage grey, List<Line> lines, FacePose pose) {

  /** Lines shorter than this share of the picture's shorter side are not kept. */
  private static final double SHORTEST = 0.12;

  /** Sine of the angle between two lines that may be one. */
  private static final double SAME_DIRECTION = 0.08;

  /** Share of a line that must be found again. */
  private static final double COVERED = 0.5;

  /** Share of the picture's sides that is its border. */
  private static final int BORDER = 8;

  /** Pixels to either side over which an edge rises. */
  private static final int REACH = 2;

  /** Luma by which an edge rises at least, well over noise. */
  private static final double EDGE = 16;

  /** Share of its rise that an edge keeps where it stays in place. */
  private static final double STILL = 0.6;

  /** With fewer edges the border says nothing. */
  private static final int FEWEST = 50;

  /**
   * When the camera moves, a tenth of the edges come to lie where others were; a sheet or screen
   * held near covers many of them and must not pass for a camera.
   */
  private static final double LEFT_IN_PLACE = 0.2;

  static EdgeView of(long atMillis, GreyImage grey, FacePose pose) {
    double shortest = SHORTEST * Math.min(grey.width(), grey.height());
    return new EdgeView(atMillis, grey, Lines.find(grey, shortest), pose);
  }

  /** Whether a line from one point to another is here, within a distance across it. */
  boolean has(double ax, double ay, double bx, double by, double tolerance) {
    double length = Math.hypot(bx - ax, by - ay);
    double ux = (bx - ax) / length;
    double uy = (by - ay) / length;
    double covered = 0;
    for (Line line : lines) {
      double across0 = (line.y0() - ay) * ux - (line.x0() - ax) * uy;
      double across1 = (line.y1() - ay) * ux - (line.x1() - ax) * uy;
      double along0 = (line.x0() - ax) * ux + (line.y0() - ay) * uy;
      double along1 = (line.x1() - ax) * ux + (line.y1() - ay) * uy;
      double from = Math.max(0, Math.min(along0, along1));
      double to = Math.min(length, Math.max(along0, along1));
      if (to > from && Math.abs(across1 - across0) <= SAME_DIRECTION * line.length()) {
        double share = ((from + to) / 2 - along0) / (along1 - along0);
        double across = across0 + (across1 - across0) * share;
        covered += Math.abs(across) <= tolerance ? to - from : 0;
      }
    }
    return covered >= COVERED * length;
  }

  /**
   * Whether the picture's border has moved since then: it was the camera. Asked of those pixels of
   * the border that lie on an edge, for on a plain wall nothing can be seen to move.
   */
  boolean cameraMovedSince(EdgeView then) {
    int width = grey.width();
    int height = grey.height();
    int edges = 0;
    int still = 0;
    for (int y = REACH; y < height - REACH; y += 2) {
      boolean inRows = y >= height / BORDER && y < height - height / BORDER;
      for (int x = REACH; x < width - REACH; x += 2) {
        if (inRows && x >= width / BORDER && x < width - width / BORDER) {
          x = width - width / BORDER;
        }
        int at = y * width + x;
        double across = slope(grey, at, REACH);
        double down = slope(grey, at, REACH * width);
        double now = Math.abs(across) >= Math.abs(down) ? across : down;
        if (Math.abs(now) >= EDGE) {
          int direction = Math.abs(across) >= Math.abs(down) ? REACH : REACH * width;
          edges++;
          still += slope(then.grey, at, direction) / now >= STILL ? 1 : 0;
        }
      }
    }
    return edges >= FEWEST && still < LEFT_IN_PLACE * edges;
  }

  /** Rise of the luma across a pixel. */
  private static double slope(GreyImage grey, int at, int direction) {
    return grey.luma()[at + direction] - grey.luma()[at - direction];
  }
}
