package io.livegate.detector;

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
 * @param capturedAtMillis the sender's clock, a claim; equals {@code atMillis} in media time
 * @param seq the sender's running number of the frame
 */
public record FrameView(
    Image image,
    GreyImage thumbnail,
    List<Face> faces,
    long atMillis,
    long capturedAtMillis,
    long seq) {

  /** Width of the thumbnail, pixels; its height follows the picture. */
  public static final int THUMBNAIL_WIDTH = 96;

  /** A frame captured when it is judged, of a sender that sends ten a second. */
  public FrameView(Image image, List<Face> faces, long atMillis) {
    this(image, thumbnailOf(image), faces, atMillis, atMillis, atMillis / 100);
  }

  public static GreyImage thumbnailOf(Image image) {
    return GreyImage.of(image, THUMBNAIL_WIDTH);
  }

  /** The face the session is judged by, or null. */
  public @Nullable Face face() {
    return faces.isEmpty() ? null : faces.get(0);
  }
}
