package io.livegate.model.input;

import io.livegate.frame.Face;
import io.livegate.model.ModelCard.Fit;
import io.livegate.model.ModelCard.Input;

/**
 * Where in the input tensor the picture lies, for models that see the whole of it.
 *
 * @param scaleX tensor pixels per picture pixel
 * @param scaleY the same, downwards; differs where the picture is stretched
 * @param left tensor column of the picture's left edge
 * @param top tensor row of its upper edge
 */
public record Placement(float scaleX, float scaleY, float left, float top) {

  /**
   * @param width of the picture in pixels
   * @param height of the picture in pixels
   */
  public static Placement of(Input input, int width, int height) {
    if (input.fit() == Fit.STRETCH) {
      return new Placement((float) input.width() / width, (float) input.height() / height, 0, 0);
    }
    float scale = (float) Preprocessor.scale(input, width, height);
    if (input.fit() == Fit.LETTERBOX_TOP_LEFT) {
      return new Placement(scale, scale, 0, 0);
    }
    return new Placement(
        scale,
        scale,
        Preprocessor.margin(input.width(), width * (double) scale),
        Preprocessor.margin(input.height(), height * (double) scale));
  }

  /** A face in tensor pixels as one in picture pixels. */
  public Face inPicture(Face face) {
    float[] points = face.landmarks();
    float[] moved = points == null ? null : new float[points.length];
    for (int i = 0; points != null && moved != null && i < points.length; i += 2) {
      moved[i] = (points[i] - left) / scaleX;
      moved[i + 1] = (points[i + 1] - top) / scaleY;
    }
    return new Face(
        (face.x() - left) / scaleX,
        (face.y() - top) / scaleY,
        face.width() / scaleX,
        face.height() / scaleY,
        face.score(),
        moved,
        face.track());
  }
}
