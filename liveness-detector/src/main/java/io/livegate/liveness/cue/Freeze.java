package io.livegate.liveness.cue;

import io.livegate.image.GreyImage;
import io.livegate.signal.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * How long the picture has been the same, tolerant of noise, coding, a slow change of light, and
 * something small that goes on moving, such as a clock laid over it.
 *
 * <p>The current picture is compared with the one that began the still run, not with the one
 * before: a slow pan changes little from frame to frame and is not frozen. The comparison is by
 * cells of a {@value CueFrame#GRID_WIDTH} x {@value CueFrame#GRID_HEIGHT} grid, in which the noise
 * of hundreds of pixels averages out and movement does not: nine cells in ten, and with a face four
 * in five of those on the face, must be the same but for light ({@link LightFit}). A living face
 * does not pass that for long, a paused video, a picture file fed as a camera, or a stalled encoder
 * does. A face far away is little of the picture: that the rest of it is the same is not asked
 * beside one. Without a face, where nothing need move, and with one too small for cells of its own
 * the whole picture must be the same as it is. Without one that counts up to {@value
 * #MOST_FACELESS} s only: an empty room and a closed shutter are no frozen feed, however long they
 * are shown. With one so small it never accuses: the picture is the wall's.
 *
 * <p>A badly coded picture is not the same for long, although it is frozen ({@link Motionless}). A
 * face that does not move is not frozen for certain: somebody may pose. So that time counts up to
 * {@value #MOST_UNSURE} s only, enough to wait for something to move, never to accuse.
 */
public final class Freeze implements Cue {

  /**
   * Difference of a cell (luma 0..255) that still counts as equal. Noise of deviation 1.5 reaches
   * 0.2 at 320x240 and less above; genuine development clips stay over 0.45 on the face and 0.55 in
   * the picture after half a second, whichever half second is taken.
   */
  static final double CELL_TOLERANCE = 0.35;

  /** Mean absolute luma difference of thumbnails without a face that still count as equal. */
  static final double TOLERANCE = 0.3;

  /** Below all that refuses: just what the shipped policy waits for. */
  static final double MOST_UNSURE = 0.5;

  /** Enough for a gate to refuse; the shipped policy waits for more after admission. */
  static final double MOST_FACELESS = 5;

  /** From here on a person should be asked to move, seconds. */
  private static final double POSES = 2;

  private static final double CELLS_EQUAL = 0.9;
  private static final double FACE_CELLS_EQUAL = 0.8;

  private @Nullable GreyImage anchor;
  private @Nullable GreyImage anchorGrid;
  private long anchorMillis;
  private final Motionless face = new Motionless();

  /**
   * Seconds since the picture last changed, without a face up to {@value #MOST_FACELESS}, or since
   * anything of the face moved, up to {@value #MOST_UNSURE}; 0 on the first frame of a run.
   */
  @Override
  public Reading observe(CueFrame frame) {
    double unchanged =
        observe(frame.thumbnail(), frame.grid(), frame.cellsOnFace(), frame.atMillis());
    double same = Math.min(unchanged, most(frame));
    double motionless = face.observe(frame.motion());
    ReasonCode reason = motionless >= POSES ? ReasonCode.STATIC : null;
    return new Reading(
        Math.max(same, Math.min(motionless, MOST_UNSURE)),
        1,
        same >= 1 ? ReasonCode.FROZEN : reason);
  }

  private static double most(CueFrame frame) {
    if (frame.face() == null) {
      return MOST_FACELESS;
    }
    return frame.cellsOnFace() == null ? MOST_UNSURE : Double.MAX_VALUE;
  }

  double observe(GreyImage thumbnail, GreyImage grid, boolean @Nullable [] onFace, long atMillis) {
    if (anchor == null
        || anchorGrid == null
        || !(onFace == null
            ? same(anchor, thumbnail)
            : same(anchor, anchorGrid, thumbnail, grid, onFace))) {
      anchor = thumbnail;
      anchorGrid = grid;
      anchorMillis = atMillis;
      return 0;
    }
    return Math.max(0, atMillis - anchorMillis) / 1000.0;
  }

  private static boolean same(GreyImage before, GreyImage now) {
    return now.difference(before) <= TOLERANCE;
  }

  private static boolean same(
      GreyImage before, GreyImage gridBefore, GreyImage now, GreyImage grid, boolean[] onFace) {
    if (before.width() != now.width() || before.height() != now.height()) {
      return false;
    }
    float[] differences = LightFit.differences(gridBefore.luma(), grid.luma());
    int equal = 0;
    int face = 0;
    int faceEqual = 0;
    for (int i = 0; i < differences.length; i++) {
      boolean isEqual = differences[i] <= CELL_TOLERANCE;
      equal += isEqual ? 1 : 0;
      face += onFace[i] ? 1 : 0;
      faceEqual += onFace[i] && isEqual ? 1 : 0;
    }
    return equal >= CELLS_EQUAL * differences.length && faceEqual >= FACE_CELLS_EQUAL * face;
  }
}
