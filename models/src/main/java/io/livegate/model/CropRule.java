package io.livegate.model;

import io.livegate.frame.Face;
import io.livegate.image.Image;
import io.livegate.model.ModelCard.Border;
import io.livegate.model.ModelCard.CropSpec;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a picture a model sees. Pure geometry: the same picture size and face give the same
 * region everywhere.
 *
 * <ul>
 *   <li>{@code whole}: the picture.
 *   <li>{@code shifted-box}: the face box, in integers, times {@code s = min((H-1)/h, (W-1)/w,
 *       factor)} about its centre, moved inside the picture, rows and columns inclusive
 *       (Silent-Face-Anti-Spoofing, {@code generate_patches.py}).
 *   <li>{@code shifted-box-level}: the same, turned about its centre so that a face tilted by 10
 *       degrees or more stands upright: models learned from upright faces take tilted ones for
 *       paper. Without landmarks, or tilted less, it is {@code shifted-box}.
 *   <li>{@code padded-square}: a square of {@code factor * max(w, h)} about the box's centre.
 *   <li>{@code eyes-mouth}: a square of {@code factor * max(|e1-e2|, |B-E|)}, E the middle of the
 *       eyes, B of the mouth, turned so that E to B points down, centred between the nose tip and
 *       the nose bridge, which is taken as the middle of E and the tip (MesoNet, {@code
 *       pipeline.py}).
 *   <li>{@code eyes-level}: a square of {@code factor * max(w, h)} about the box's centre, turned
 *       so that the eyes are level (MediaPipe Face Mesh).
 *   <li>{@code eye}: {@code factor} times the distance of the eye's corners wide, level with them;
 *       needs corners that five landmarks do not have, see {@link #eye}.
 * </ul>
 */
public final class CropRule {

  /** Tilted less, a face is judged nearly as well as it is, and a screen or print better. */
  private static final double LEAST_TILT_SINE = Math.sin(Math.toRadians(10));

  private final String model;
  private final CropSpec crop;

  private CropRule(String model, CropSpec crop) {
    this.model = model;
    this.crop = crop;
  }

  public static CropRule of(ModelCard card) {
    return new CropRule(card.id(), card.crop());
  }

  /** Whether {@link #region(Image, Face)} can answer for this face. */
  public boolean accepts(@Nullable Face face) {
    return switch (crop.kind()) {
      case WHOLE -> true;
      case SHIFTED_BOX, SHIFTED_BOX_LEVEL, PADDED_SQUARE -> face != null;
      case EYES_MOUTH, EYES_LEVEL -> face != null && face.landmarks() != null;
      case EYE -> false;
    };
  }

  /**
   * @param face ignored by {@code whole}
   * @throws IllegalArgumentException if the rule needs a face or landmarks that are not given; ask
   *     {@link #accepts} first
   */
  public Region region(Image image, @Nullable Face face) {
    return switch (crop.kind()) {
      case WHOLE -> Region.upright(0, 0, image.width(), image.height(), Border.SHIFT);
      case SHIFTED_BOX -> shiftedBox(image.width(), image.height(), needed(face), crop.factor());
      case SHIFTED_BOX_LEVEL -> levelled(image.width(), image.height(), needed(face));
      case PADDED_SQUARE -> square(needed(face), 1, 0);
      case EYES_MOUTH -> eyesMouth(landmarks(face));
      case EYES_LEVEL -> eyesLevel(needed(face), landmarks(face));
      case EYE ->
          throw new IllegalArgumentException(
              "model " + model + " sees one eye between its corners: use CropRule.eye");
    };
  }

  /**
   * The crop of an {@code eye} rule from the eye's corners.
   *
   * @param aspect width over height of the model's input
   */
  public Region eye(double x0, double y0, double x1, double y1, double aspect) {
    double distance = Math.max(Math.hypot(x1 - x0, y1 - y0), 1e-6);
    double width = Math.max(crop.factor() * distance, 1);
    return Region.around(
        (x0 + x1) / 2,
        (y0 + y1) / 2,
        width,
        width / aspect,
        (x1 - x0) / distance,
        (y1 - y0) / distance,
        crop.border());
  }

  /** {@code generate_patches.py}, {@code _get_new_box}, with its truncations. */
  private static Region shiftedBox(int imageWidth, int imageHeight, Face face, double factor) {
    int w = Math.max(1, Math.round(face.width()));
    int h = Math.max(1, Math.round(face.height()));
    double s =
        Math.min(Math.min((imageHeight - 1) / (double) h, (imageWidth - 1) / (double) w), factor);
    double cx = Math.round(face.x()) + w / 2.0;
    double cy = Math.round(face.y()) + h / 2.0;
    double left = shift(cx - w * s / 2, w * s, imageWidth);
    double top = shift(cy - h * s / 2, h * s, imageHeight);
    int x0 = (int) left;
    int y0 = (int) top;
    int x1 = Math.min((int) (left + w * s), imageWidth - 1);
    int y1 = Math.min((int) (top + h * s), imageHeight - 1);
    return Region.upright(x0, y0, x1 - x0 + 1, y1 - y0 + 1, Border.SHIFT);
  }

  private Region levelled(int imageWidth, int imageHeight, Face face) {
    Region upright = shiftedBox(imageWidth, imageHeight, face, crop.factor());
    float[] p = face.landmarks();
    if (p == null) {
      return upright;
    }
    // from eye to eye, and from the eyes to the mouth turned by a quarter: at profile the first is
    // short, of a bowed head the second
    double across = p[2] - p[0] + (p[7] + p[9] - p[1] - p[3]) / 2.0;
    double along = p[3] - p[1] - (p[6] + p[8] - p[0] - p[2]) / 2.0;
    double length = Math.hypot(across, along);
    if (Math.abs(along) < LEAST_TILT_SINE * length || length < 1e-6) {
      return upright;
    }
    return Region.around(
        upright.x() + upright.width() / 2,
        upright.y() + upright.height() / 2,
        upright.width(),
        upright.height(),
        across / length,
        along / length,
        crop.border());
  }

  private static double shift(double start, double length, int size) {
    return Math.max(0, Math.min(start, size - 1 - length));
  }

  private Region square(Face face, double cos, double sin) {
    double side = Math.max(1, crop.factor() * Math.max(face.width(), face.height()));
    return Region.around(
        face.x() + face.width() / 2.0,
        face.y() + face.height() / 2.0,
        side,
        side,
        cos,
        sin,
        crop.border());
  }

  private Region eyesLevel(Face face, float[] p) {
    double dx = p[2] - p[0];
    double dy = p[3] - p[1];
    double length = Math.hypot(dx, dy);
    return length < 1e-6 ? square(face, 1, 0) : square(face, dx / length, dy / length);
  }

  private Region eyesMouth(float[] p) {
    double ex = (p[0] + p[2]) / 2.0;
    double ey = (p[1] + p[3]) / 2.0;
    double down = Math.hypot((p[6] + p[8]) / 2.0 - ex, (p[7] + p[9]) / 2.0 - ey);
    double sin = down < 1e-6 ? 0 : -((p[6] + p[8]) / 2.0 - ex) / down;
    double cos = down < 1e-6 ? 1 : ((p[7] + p[9]) / 2.0 - ey) / down;
    double base = Math.max(Math.hypot(p[2] - p[0], p[3] - p[1]), down);
    double side = Math.max(1, crop.factor() * base);
    double cx = (p[4] + (ex + p[4]) / 2) / 2;
    double cy = (p[5] + (ey + p[5]) / 2) / 2;
    return Region.around(cx, cy, side, side, cos, sin, crop.border());
  }

  private Face needed(@Nullable Face face) {
    if (face == null) {
      throw new IllegalArgumentException(
          "model " + model + " needs a face: its crop is " + crop.kind());
    }
    return face;
  }

  private float[] landmarks(@Nullable Face face) {
    float[] landmarks = needed(face).landmarks();
    if (landmarks == null) {
      throw new IllegalArgumentException(
          "model "
              + model
              + " needs the face's landmarks: its crop is "
              + crop.kind()
              + "; this face finder gives none");
    }
    return landmarks;
  }
}
