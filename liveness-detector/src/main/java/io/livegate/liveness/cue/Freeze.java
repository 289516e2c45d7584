package io.livegate.liveness.cue;

import io.livegate.image.GreyImage;
import org.jspecify.annotations.Nullable;

/**
 * How long the picture has been the same, tolerant of coding noise.
 *
 * <p>The current picture is compared with the one that began the still run, not with the one
 * before: a slow pan changes little from frame to frame and is not frozen. A camera looking at
 * nothing that moves still shows sensor noise and exposure drift above the tolerance; a paused
 * video, a picture file fed as a camera, or a stalled encoder does not.
 */
public final class Freeze {

  /** Width of the compared thumbnail, pixels; the height follows the picture. */
  static final int WIDTH = 96;

  private final double tolerance;
  private @Nullable GreyImage anchor;
  private long anchorMillis;

  /**
   * @param tolerance mean absolute luma difference (0..255) of thumbnails that still count as equal
   */
  public Freeze(double tolerance) {
    this.tolerance = tolerance;
  }

  /**
   * @param thumbnail of the whole picture
   * @param atMillis the session's time axis
   * @return seconds since the picture last changed, 0 on the first frame of a run
   */
  public double observe(GreyImage thumbnail, long atMillis) {
    if (anchor == null || thumbnail.difference(anchor) > tolerance) {
      anchor = thumbnail;
      anchorMillis = atMillis;
      return 0;
    }
    return Math.max(0, atMillis - anchorMillis) / 1000.0;
  }
}
