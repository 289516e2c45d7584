package io.livegate.detector;

import io.livegate.frame.CaptureTimes;
import io.livegate.frame.Face;
import io.livegate.image.GreyImage;
import io.livegate.image.Image;
import io.livegate.image.Sharpness;
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
 * @param sharpness variance of the Laplacian, luma in 0..255, at {@value #THUMBNAIL_WIDTH} pixels
 *     wide: of what is seen of the judged face, or of the picture where there is none
 */
public record FrameView(
    Image image,
    GreyImage thumbnail,
    List<Face> faces,
    long atMillis,
    CaptureTimes captures,
    double sharpness) {

  /** Width in pixels of the thumbnail, and of a face for its sharpness; heights follow. */
  public static final int THUMBNAIL_WIDTH = 96;

  /** Its sharpness is measured here, once for all who ask. */
  public FrameView(
      Image image, GreyImage thumbnail, List<Face> faces, long atMillis, CaptureTimes captures) {
    this(image, thumbnail, faces, atMillis, captures, sharpness(image, thumbnail, faces));
  }

  /** A frame of a source that does not say when it took its frames. */
  public FrameView(Image image, List<Face> faces, long atMillis) {
    this(image, thumbnailOf(image), faces, atMillis, CaptureTimes.NONE);
  }

  public static GreyImage thumbnailOf(Image image) {
    return GreyImage.of(image, THUMBNAIL_WIDTH);
  }

  private static double sharpness(Image image, GreyImage whole, List<Face> faces) {
    if (faces.isEmpty()) {
      return whole.laplacianVariance();
    }
    Face face = faces.get(0);
    float left = Math.max(0, face.x());
    float top = Math.max(0, face.y());
    float width = within(face.x(), face.width(), image.width());
    float height = within(face.y(), face.height(), image.height());
    return Sharpness.of(
        image,
        left,
        top,
        width,
        height,
        Math.max(3, Math.round(THUMBNAIL_WIDTH * width / face.width())),
        Math.max(3, Math.round(THUMBNAIL_WIDTH * height / face.width())));
  }

  /** How much of an extent lies inside: where the picture ends is no edge of the face. */
  private static float within(float from, float extent, int limit) {
    return Math.max(1, extent - Math.max(0, -from) - Math.max(0, from + extent - limit));
  }

  /** The face the session is judged by, or null. */
  public @Nullable Face face() {
    return faces.isEmpty() ? null : faces.get(0);
  }
}
