package io.livegate.liveness.cue;

import io.livegate.image.GreyImage;
import io.livegate.signal.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * How long the picture has been the same, tolerant of coding noise.
 *
 * <p>The current picture is compared with the one that began the still run, not with the one
 * before: a slow pan changes little from frame to frame and is not frozen. A camera looking at
 * nothing that moves still shows sensor noise and exposure drift above the tolerance; a paused
 * video, a picture file fed as a camera, or a stalled encoder does not.
 */
public final class Freeze implements Cue {

  /** Mean absolute luma difference (0..255) of thumbnails that still count as equal. */
  static final double TOLERANCE = 0.3;

  private @Nullable GreyImage anchor;
  private long anchorMillis;

  /** Seconds since the picture last changed, 0 on the first frame of a run. */
  @Override
  public Reading observe(CueFrame frame) {
    double seconds = observe(frame.thumbnail(), frame.atMillis());
    return new Reading(seconds, 1, seconds >= 1 ? ReasonCode.FROZEN : null);
  }

  double observe(GreyImage thumbnail, long atMillis) {
    if (anchor == null || thumbnail.difference(anchor) > TOLERANCE) {
      anchor = thumbnail;
      anchorMillis = atMillis;
      return 0;
    }
    return Math.max(0, atMillis - anchorMillis) / 1000.0;
  }
}
