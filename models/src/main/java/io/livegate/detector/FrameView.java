package io.livegate.detector;

import io.livegate.frame.CaptureTimes;
import io.livegate.frame.Face;
import io.livegate.image.GreyImage;
import io.livegate.image.Image;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a lane is given: one decoded frame with the faces found in it.
 *
 * @param image the pixels; valid during the call only
 * @param thumbnail the same averaged down to {@value #THUMBNAIL_WIDTH} pixels wide
 * @param faces the one the session is judged by, then the others, largest first; empty when none
 *     was found
 * @param atMillis the session's time axis, never decreasing within a session
 * @param captures when the source took its last frames, up to this one; a claim
 */
public record FrameView(
    Image image, GreyImage thumbnail, List<Face> faces, long atMillis, CaptureTimes captures) {

  /** Width of the thumbnail, pixels; its height follows the picture. */
  public static final int THUMBNAIL_WIDTH = 96;

  /** A frame of a source that does not say when it took its frames. */
  public FrameView(Image image, List<Face> faces, long atMillis) {
    this(image, thumbnailOf(image), faces, atMillis, CaptureTimes.NONE);
  }

  public static GreyImage thumbnailOf(Image image) {
    return GreyImage.of(image, THUMBNAIL_WIDTH);
  }

  /** The face the session is judged by, or null. */
  public @Nullable Face face() {
    return faces.isEmpty() ? null : faces.get(0);
  }
}
