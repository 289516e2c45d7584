package io.livegate.liveness.cue;

import io.livegate.frame.Face;
import io.livegate.image.GreyImage;
import io.livegate.image.Image;
import io.livegate.image.Lines.Line;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Straight lines around the face that move with it while the picture's border does not: the edge of
 * a sheet, the bezel of a screen, or a door in the background that is printed beside the face.
 *
 * <p>Of each long line beside or above the face, or wide below it, it is asked where it would have
 * been some frames ago if it were fixed to the face, and where if it were fixed to the room. Only
 * when the two places differ by some pixels, and the line is found at one of them and not at the
 * other, does it count. Doors, windows, pictures on the wall and letterbox bars stay where they
 * are, or move with the picture's border when a hand holds the camera ({@link CameraMotion});
 * clothes move with the face and are below it; when the camera moves far, nothing counts. Lines
 * after von Gioi et al. (LSD, IPOL 2012); that a held medium has edges where a person has none is
 * used by Patel et al. (IEEE TIFS 11(10), 2016).
 *
 * <p>Value: share of such lines, by length, that move with the face, 0..1, smoothed over about a
 * second; less when the lines are short or few. A face that does not move gives no answer, and a
 * medium held so near that its edges are outside has none to be seen.
 */
public final class FrameEdge implements Cue {

  /** Longer side of the picture in which lines are looked for, pixels. */
  static final int LONG_SIDE = 320;

  private static final long EVERY_MILLIS = 250;
  private static final long REACH_MILLIS = 2_100;
  private static final int MOST = 7;

  /** Pixels by which the two places of a line must differ. */
  private static final double DIFFERENT = 3;

  /** By how much a line may reach out of the picture, pixels. */
  private static final double OUTSIDE = 2;

  /** Pixels across a line within which it is the same, and more for uncertain landmarks. */
  private static final double SAME = 1.5;

  private static final double SAME_OF_MOVEMENT = 0.15;

  /** Shares of the face's height. */
  private static final double SHORTEST = 0.3;

  /** Length, in heights of the face, that lines must have together for a full share. */
  private static final double ENOUGH = 1;

  private static final double WEIGHT = 0.25;
  private static final int NO_TRACK = Integer.MIN_VALUE;

  private final Deque<EdgeView> views = new ArrayDeque<>();
  private double smoothed;
  private int measured;
  private Reading last = Reading.NONE;
  private int track = NO_TRACK;

  /** The luma of a view that is too old: the next one's. */
  private float @Nullable [] spare;

  @Override
  public Reading observe(CueFrame frame) {
    Face face = frame.face();
    FacePose pose = null;
    Image image = frame.image();
    double scale = Math.min(1, (double) LONG_SIDE / Math.max(image.width(), image.height()));
    if (face != null) {
      pose = FacePose.of(face, scale);
    }
    if (face == null || pose == null || face.track() != track) {
      views.clear();
      spare = null;
      measured = 0;
      smoothed = 0;
      last = Reading.NONE;
      track = face == null ? NO_TRACK : face.track();
    }
    if (face == null || pose == null) {
      return Reading.NONE;
    }
    EdgeView newest = views.peekLast();
    if (newest != null && frame.atMillis() - newest.atMillis() < EVERY_MILLIS) {
      return last;
    }
    while (!views.isEmpty() && frame.atMillis() - views.getFirst().atMillis() > REACH_MILLIS) {
      forgetOldest();
    }
    GreyImage grey = GreyImage.of(image, (int) Math.round(image.width() * scale), this::spareOrNew);
    EdgeView view = new EdgeView(frame.atMillis(), grey, pose);
    views.removeIf(
        then -> then.grey().width() != grey.width() || then.grey().height() != grey.height());
    double share = new Votes(view, face, scale, frame.scratch().border()).share();
    views.addLast(view);
    if (views.size() > MOST) {
      forgetOldest();
    }
    if (!Double.isNaN(share)) {
      measured++;
      smoothed += Math.max(WEIGHT, 1.0 / measured) * (share - smoothed);
      last = new Reading(smoothed, Math.min(1, measured / 4.0), null);
    }
    return last;
  }

  private void forgetOldest() {
    spare = views.removeFirst().grey().luma();
  }

  private float[] spareOrNew(int length) {
    float[] known = spare;
    spare = null;
    return known != null && known.length == length ? known : new float[length];
  }

  /** What the lines of one view say, against those before. */
  private final class Votes {

    private final EdgeView now;
    private final double left;
    private final double top;
    private final double width;
    private final double height;
    private double withFace;
    private double withRoom;
    private boolean asked;
    private @Nullable List<Line> around;

    Votes(EdgeView now, Face face, double scale, CameraMotion.Border border) {
      this.now = now;
      left = face.x() * scale;
      top = face.y() * scale;
      width = face.width() * scale;
      height = face.height() * scale;
      if (views.isEmpty()) {
        return;
      }
      border.read(now.grey());
      for (EdgeView then : views) {
        CameraMotion camera = border.since(then.grey());
        if (camera != null && canDiffer(then, camera)) {
          around().forEach(line -> ask(line, then, camera));
        }
      }
    }

    /** The lines that are asked about. */
    private List<Line> around() {
      if (around == null) {
        around = now.lines().stream().filter(this::isAround).toList();
      }
      return around;
    }

    /**
     * Whether a point of the picture can have its two places far enough from each other. They move
     * apart evenly, so that no point has them farther than one of the corners: most faces hardly
     * move, and to find lines takes longer than all else here.
     */
    private boolean canDiffer(EdgeView then, CameraMotion camera) {
      for (int corner = 0; corner < 4; corner++) {
        double x = corner % 2 == 0 ? -OUTSIDE : now.grey().width() + OUTSIDE;
        double y = corner < 2 ? -OUTSIDE : now.grey().height() + OUTSIDE;
        double[] carried = now.pose().carry(then.pose(), x, y);
        if (Math.hypot(carried[0] - x - camera.dx(), carried[1] - y - camera.dy()) >= DIFFERENT) {
          return true;
        }
      }
      return false;
    }

    /** NaN when the face has not moved. */
    double share() {
      double n = Math.max(1, views.size());
      double all = (withFace + withRoom) / n / height;
      if (!asked) {
        return Double.NaN;
      }
      return all == 0 ? 0 : withFace / (withFace + withRoom) * Math.min(1, all / ENOUGH);
    }

    private void ask(Line line, EdgeView then, CameraMotion camera) {
      double[] a = now.pose().carry(then.pose(), line.x0(), line.y0());
      double[] b = now.pose().carry(then.pose(), line.x1(), line.y1());
      double x0 = line.x0() + camera.dx();
      double y0 = line.y0() + camera.dy();
      double x1 = line.x1() + camera.dx();
      double y1 = line.y1() + camera.dy();
      double ux = (x1 - x0) / line.length();
      double uy = (y1 - y0) / line.length();
      double acrossA = Math.abs((a[1] - y0) * ux - (a[0] - x0) * uy);
      double acrossB = Math.abs((b[1] - y1) * ux - (b[0] - x1) * uy);
      if (Math.min(acrossA, acrossB) < DIFFERENT) {
        return;
      }
      asked = true;
      double slack = SAME + SAME_OF_MOVEMENT * (acrossA + acrossB) / 2;
      boolean carried = then.has(a[0], a[1], b[0], b[1], slack);
      boolean stayed = then.has(x0, y0, x1, y1, SAME);
      if (carried != stayed) {
        withFace += carried ? line.length() : 0;
        withRoom += stayed ? line.length() : 0;
      }
    }

    /** Long, not along the picture's border, and where clothes and hair are not. */
    private boolean isAround(Line line) {
      double x = (line.x0() + line.x1()) / 2;
      double y = (line.y0() + line.y1()) / 2;
      double high = Math.abs(line.y1() - line.y0());
      double wide = Math.abs(line.x1() - line.x0());
      double rim = 0.015 * now.grey().width();
      if (line.length() < SHORTEST * height) {
        return false;
      }
      if (high > wide) {
        double overlap =
            Math.min(y + high / 2, top + height) - Math.max(y - high / 2, top - 0.3 * height);
        boolean beside = x < left - 0.15 * width || x > left + 1.15 * width;
        return beside && overlap >= 0.3 * height && x > rim && x < now.grey().width() - rim;
      }
      double overlap =
          Math.min(x + wide / 2, left + 1.5 * width) - Math.max(x - wide / 2, left - 0.5 * width);
      boolean above = y < top - 0.25 * height && overlap >= 0.3 * width;
      boolean below =
          y > top + 1.2 * height && line.length() > 1.5 * width && overlap >= 0.5 * width;
      return (above || below) && y > rim && y < now.grey().height() - rim;
    }
  }
}
