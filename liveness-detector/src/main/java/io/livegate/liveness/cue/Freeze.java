package io.livegate.liveness.cue;

import io.livegate.frame.Face;
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
 * does. Without a face, where nothing need move, the whole picture must be the same as it is.
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

  private static final double CELLS_EQUAL = 0.9;
  private static final double FACE_CELLS_EQUAL = 0.8;

  /** Fewer cells on the face say nothing about it. */
  private static final int MIN_FACE_CELLS = 4;

  private @Nullable GreyImage anchor;
  private @Nullable GreyImage anchorGrid;
  private long anchorMillis;

  /** Seconds since the picture last changed, 0 on the first frame of a run. */
  @Override
  public Reading observe(CueFrame frame) {
    boolean[] onFace = onFace(frame.face(), frame.image().width(), frame.image().height());
    double seconds = observe(frame.thumbnail(), frame.grid(), onFace, frame.atMillis());
    return new Reading(seconds, 1, seconds >= 1 ? ReasonCode.FROZEN : null);
  }

  double observe(GreyImage thumbnail, GreyImage grid, boolean @Nullable [] onFace, long atMillis) {
    if (anchor == null
        || anchorGrid == null
        || !(same(anchor, thumbnail) || same(anchor, anchorGrid, thumbnail, grid, onFace))) {
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
      GreyImage before,
      GreyImage gridBefore,
      GreyImage now,
      GreyImage grid,
      boolean @Nullable [] onFace) {
    if (onFace == null || before.width() != now.width() || before.height() != now.height()) {
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

  /** The grid's cells whose middle lies on the face, null for too few. */
  private static boolean @Nullable [] onFace(@Nullable Face face, int width, int height) {
    if (face == null) {
      return null;
    }
    boolean[] onFace = new boolean[CueFrame.GRID_WIDTH * CueFrame.GRID_HEIGHT];
    int cells = 0;
    for (int i = 0; i < onFace.length; i++) {
      double x = (i % CueFrame.GRID_WIDTH + 0.5) * width / CueFrame.GRID_WIDTH - face.x();
      double y = (i / CueFrame.GRID_WIDTH + 0.5) * height / CueFrame.GRID_HEIGHT - face.y();
      onFace[i] = x >= 0 && y >= 0 && x < face.width() && y < face.height();
      cells += onFace[i] ? 1 : 0;
    }
    return cells < MIN_FACE_CELLS ? null : onFace;
  }
}
