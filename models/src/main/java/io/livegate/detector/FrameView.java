package io.livegate.detector;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lane is given: one decoded frame with the faces found in it.
 *
 * @param image the pixels; valid during the call only
 * @param faces largest first; empty when none was found
 * @param atMillis the session's time axis, never decreasing within a session
 */
public record FrameView(Image image, List<Face> faces, long atMillis) {

  /** The largest face, or null. */
  public @Nullable Face face() {
    return faces.isEmpty() ? null : faces.get(0);
  }
}
