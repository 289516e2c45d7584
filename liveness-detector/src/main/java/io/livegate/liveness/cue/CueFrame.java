package io.livegate.liveness.cue;

import io.livegate.detector.FrameView;
import io.livegate.frame.CaptureTimes;
import io.livegate.frame.Face;
import io.livegate.image.GreyImage;
import io.livegate.image.Image;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the cues are given: one frame, and the measurements that several of them share, each made
 * once. Valid during the call only.
 */
public final class CueFrame {

  /** Size of the grid, cells. */
  public static final int GRID_WIDTH = 24;

  public static final int GRID_HEIGHT = 18;

  private final FrameView view;
  private final GreyImage grid;
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
  }

  public Image image() {
    return view.image();
  }

  /** The face the session is judged by, or null. */
  public @Nullable Face face() {
    return view.face();
  }

  /** The judged one, then the others, largest first. */
  public List<Face> faces() {
    return view.faces();
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
      motion = faceMotion.observe(view);
      measured = true;
    }
    return motion;
  }
}
