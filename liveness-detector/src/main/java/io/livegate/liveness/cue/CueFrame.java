package io.livegate.liveness.cue;

import io.livegate.detector.FrameView;
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

  /** Width of the shared thumbnail, pixels; the height follows the picture. */
  public static final int THUMBNAIL_WIDTH = 96;

  private final FrameView view;
  private final GreyImage thumbnail;

  public CueFrame(FrameView view) {
    this.view = view;
    this.thumbnail = GreyImage.of(view.image(), THUMBNAIL_WIDTH);
  }

  public Image image() {
    return view.image();
  }

  /** The largest face, or null. */
  public @Nullable Face face() {
    return view.face();
  }

  /** Largest first. */
  public List<Face> faces() {
    return view.faces();
  }

  /** The session's time axis, never decreasing. */
  public long atMillis() {
    return view.atMillis();
  }

  /** The whole picture averaged down to {@value #THUMBNAIL_WIDTH} pixels wide. */
  public GreyImage thumbnail() {
    return thumbnail;
  }
}
