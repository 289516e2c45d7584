package io.livegate.liveness.cue;

import io.livegate.detector.FrameView;
import io.livegate.frame.CaptureTimes;
import io.livegate.frame.Face;
import io.livegate.image.GreyImage;
import io.livegate.image.Image;
import org.jspecify.annotations.Nullable;

/**
 * What the cues are given: one frame, and the measurements that several of them share, each made
 * once. Valid during the call only.
 */
public final class CueFrame {

  /** Size of the grid, cells. */
  public static final int GRID_WIDTH = 24;

  public static final int GRID_HEIGHT = 18;

  /** Fewer cells on the face say nothing about it. */
  private static final int MIN_FACE_CELLS = 4;

  private final FrameView view;
  private final GreyImage grid;
  private final boolean @Nullable [] cellsOnFace;
  private final FaceMotion faceMotion;
  private final CueScratch scratch;
  private @Nullable MotionSample motion;
  private boolean measured;

  /** A frame that nothing came before. */
  public CueFrame(FrameView view) {
    this(view, new FaceMotion(), new CueScratch());
  }

  /**
   * @param faceMotion the session's, which sees every frame's face once at most
   * @param scratch nobody else's during the call
   */
  public CueFrame(FrameView view, FaceMotion faceMotion, CueScratch scratch) {
    this.view = view;
    this.faceMotion = faceMotion;
    this.scratch = scratch;
    this.grid = view.thumbnail().shrunk(GRID_WIDTH, GRID_HEIGHT);
    this.cellsOnFace = cellsOn(view.face(), view.image());
  }

  public Image image() {
    return view.image();
  }

  /** The face the session is judged by, or null. */
  public @Nullable Face face() {
    return view.face();
  }

  /** Of the judged face, as {@link FrameView#sharpness}. */
  public double sharpness() {
    return view.sharpness();
  }

  /** The session's time axis, never decreasing. */
  public long atMillis() {
    return view.atMillis();
  }

  /** When the source took its last frames, up to this one; a claim. */
  public CaptureTimes captures() {
    return view.captures();
  }

  /** The whole picture averaged down to {@value #GRID_WIDTH} x {@value #GRID_HEIGHT} cells. */
  public GreyImage grid() {
    return grid;
  }

  /** The grid's cells whose middle lies on the judged face; null for none or too few. */
  boolean @Nullable [] cellsOnFace() {
    return cellsOnFace;
  }

  private static boolean @Nullable [] cellsOn(@Nullable Face face, Image image) {
    if (face == null) {
      return null;
    }
    boolean[] onFace = new boolean[GRID_WIDTH * GRID_HEIGHT];
    int cells = 0;
    for (int i = 0; i < onFace.length; i++) {
      double x = (i % GRID_WIDTH + 0.5) * image.width() / GRID_WIDTH - face.x();
      double y = (i / GRID_WIDTH + 0.5) * image.height() / GRID_HEIGHT - face.y();
      onFace[i] = x >= 0 && y >= 0 && x < face.width() && y < face.height();
      cells += onFace[i] ? 1 : 0;
    }
    return cells < MIN_FACE_CELLS ? null : onFace;
  }

  /** The whole picture averaged down to {@value FrameView#THUMBNAIL_WIDTH} pixels wide. */
  public GreyImage thumbnail() {
    return view.thumbnail();
  }

  CueScratch scratch() {
    return scratch;
  }

  /** How the face moved up to this frame, measured at the first call; null for unknown. */
  @Nullable MotionSample motion() {
    if (!measured) {
      motion = faceMotion.observe(this);
      measured = true;
    }
    return motion;
  }
}
