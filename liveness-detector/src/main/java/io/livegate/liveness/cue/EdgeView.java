package io.livegate.liveness.cue;

import io.livegate.image.GreyImage;
import io.livegate.image.Lines;
import io.livegate.image.Lines.Line;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One measurement of {@link FrameEdge}: the straight lines of a picture and where the face was.
 * Lines are looked for when they are first asked for: those of many views never are.
 */
final class EdgeView {

  /** Lines shorter than this share of the picture's shorter side are not kept. */
  private static final double SHORTEST = 0.12;

  /** Sine of the angle between two lines that may be one. */
  private static final double SAME_DIRECTION = 0.08;

  /** Share of a line that must be found again. */
  private static final double COVERED = 0.5;

  private final long atMillis;
  private final GreyImage grey;
  private final FacePose pose;
  private @Nullable List<Line> lines;

  /**
   * @param grey the picture at the size at which lines are looked for
   * @param pose in pixels of {@code grey}
   */
  EdgeView(long atMillis, GreyImage grey, FacePose pose) {
    this.atMillis = atMillis;
    this.grey = grey;
    this.pose = pose;
  }

  long atMillis() {
    return atMillis;
  }

  GreyImage grey() {
    return grey;
  }

  FacePose pose() {
    return pose;
  }

  /** In pixels of {@link #grey}. */
  List<Line> lines() {
    if (lines == null) {
      lines = Lines.find(grey, SHORTEST * Math.min(grey.width(), grey.height()));
    }
    return lines;
  }

  /** Whether a line from one point to another is here, within a distance across it. */
  boolean has(double ax, double ay, double bx, double by, double tolerance) {
    double length = Math.hypot(bx - ax, by - ay);
    double ux = (bx - ax) / length;
    double uy = (by - ay) / length;
    double covered = 0;
    for (Line line : lines()) {
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
}
